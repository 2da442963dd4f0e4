import { ProfilePage } from '#app/profile/profile-page.tsx';

export const Profile = ProfilePage;

import { ProfilePage } from '#shopper/profile/profile-page.tsx';

export const Profile = ProfilePage;

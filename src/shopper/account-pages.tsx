import { EarningPage } from '#shopper/earning/earning-page.tsx';
import { ProfilePage } from '#shopper/profile/profile-page.tsx';

export const Profile = ProfilePage;
export const Earning = EarningPage;

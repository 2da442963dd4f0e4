import { EarningPage } from '#shopper/earning/earning-page.tsx';
import { HeldPage } from '#shopper/profile/held-page.tsx';
import { ProfilePage } from '#shopper/profile/profile-page.tsx';

export const Profile = ProfilePage;
export const Held = HeldPage;
export const Earning = EarningPage;

import { Survey } from '#shopper/survey/survey.tsx';
import { InstallOffer } from './install-offer.tsx';

/** What may be done once a reward was used, and needn't be: a question answered, the app installed. */
export const Offers = () => (
  <>
    <Survey />
    <InstallOffer />
  </>
);

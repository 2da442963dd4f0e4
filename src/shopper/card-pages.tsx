import { ScanPage } from '#shopper/scan/scan-page.tsx';

/** The other sides of the member's card: its barcode. */
export const Scan = ScanPage;

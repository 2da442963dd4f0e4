import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { barcodeHash, paths } from '#contract/paths.ts';
import { keyOf } from '#shopper/api/query-keys.ts';

/**
 * The installed app's shortcut opens the wallet, and this opens the voucher that ends first, or else the member
 * barcode.
 */
export function BarcodeShortcut() {
  const { hash } = useLocation();
  const client = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    if (hash !== barcodeHash) return;
    const voucher = client.getQueryData(keyOf('wallet'))?.vouchers[0];
    // Replaces the wallet's entry, because Back would lead here again.
    void navigate(voucher ? paths.redemption(voucher.id) : paths.scan, { replace: true });
  }, [hash, client, navigate]);
  return null;
}

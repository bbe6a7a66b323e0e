import type { PhonePasswordRecord } from '../../store/records/member-records.ts';
import type { Extensions } from '../tables/directory-tables.ts';
import type { Ledger } from '../tables/ledger.ts';

/** What the registrar compares with, as the ledger has it at the start. */
export function loadPhoneSecrets(ledger: Ledger, extensions: Extensions): void {
  const numbers = new Set(ledger.list('phonePasswords').map(({ extension }) => extension));
  for (const number of numbers) refreshPhoneSecrets(ledger, extensions, number);
}

/** After a change: what holds for the next REGISTER. */
export function refreshPhoneSecrets(ledger: Ledger, extensions: Extensions, number: string): void {
  const secrets = phonePasswordsOf(ledger, number).map(({ ha1Md5: md5, ha1Sha256: sha256 }) => ({
    md5,
    sha256,
  }));
  extensions.setPhoneSecrets(number, secrets);
}

export function phonePasswordsOf(ledger: Ledger, number: string): readonly PhonePasswordRecord[] {
  return ledger.list('phonePasswords').filter(({ extension }) => extension === number);
}

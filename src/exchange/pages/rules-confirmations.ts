import type { LedgerChange } from '../../store/ledger-records.ts';
import type { OwnRulesView, RulesConfirmationsView } from '../console/pages.ts';
import { type Ledger, put } from '../ledger.ts';
import { currentOf, versionsOf, versionView } from './club-pages.ts';

/** The newest house rules that members are asked to confirm; 0: none are. */
function askedVersion(ledger: Ledger): number {
  return (
    versionsOf(ledger, 'house-rules').find(({ asksConfirmation }) => asksConfirmation !== 0)?.version ?? 0
  );
}

export function ownRules(ledger: Ledger, extension: string): OwnRulesView {
  const confirmed = ledger.get('rulesConfirmations', extension);
  return {
    current: versionView(currentOf(ledger, 'house-rules')),
    confirmed: confirmed === undefined ? null : { version: confirmed.version, atMs: confirmed.confirmedAtMs },
    asked: (confirmed?.version ?? 0) < askedVersion(ledger),
  };
}

export function confirmation(extension: string, version: number, confirmedAtMs: number): LedgerChange {
  return put('rulesConfirmations', { id: extension, extension, version, confirmedAtMs });
}

export function rulesConfirmations(ledger: Ledger, numbers: readonly string[]): RulesConfirmationsView {
  const version = askedVersion(ledger);
  if (version === 0) return { version: null, confirmed: [], missing: [] };
  const hasConfirmed = (number: string) =>
    (ledger.get('rulesConfirmations', number)?.version ?? 0) >= version;
  return {
    version,
    confirmed: numbers.filter(hasConfirmed),
    missing: numbers.filter((number) => !hasConfirmed(number)),
  };
}

import type { RulesConfirmationRecord } from '../../store/records/club-page-records.ts';
import type { LedgerChange } from '../../store/records/ledger-records.ts';
import type { OwnRulesView, RulesConfirmationsView } from '../console/pages.ts';
import { type Ledger, put } from '../tables/ledger.ts';
import { currentOf, isOnSite, versionsOf, versionView } from './club-pages.ts';

/**
 * What members are asked to say yes to: the newest house rules on the site that ask for it, or any later ones on the
 * site. Undefined: nothing. What was withdrawn asks nobody, and to have said yes to it counts for nothing else; who
 * said yes to the version before it as well need not do so again.
 */
function askedVersions(ledger: Ledger): { readonly asked: number; readonly counts: Set<number> } | undefined {
  const onSite = versionsOf(ledger, 'house-rules').filter(isOnSite);
  const asked = onSite.find(({ asksConfirmation }) => asksConfirmation !== 0)?.version;
  if (asked === undefined) return undefined;
  const counts = onSite.map(({ version }) => version).filter((version) => version >= asked);
  return { asked, counts: new Set(counts) };
}

export function ownRules(ledger: Ledger, extension: string): OwnRulesView {
  const versions = versionsOf(ledger, 'house-rules');
  const withdrawn = new Set(versions.filter((one) => !isOnSite(one)).map(({ version }) => version));
  const records = confirmationsOf(ledger, extension);
  const rules = askedVersions(ledger);
  return {
    current: versionView(currentOf(ledger, 'house-rules')),
    confirmations: records
      .toSorted(byTime)
      .toReversed()
      .map(({ version, confirmedAtMs }) => ({
        version,
        atMs: confirmedAtMs,
        withdrawn: withdrawn.has(version),
      })),
    asked: rules !== undefined && !records.some(({ version }) => rules.counts.has(version)),
  };
}

export function confirmation(
  ledger: Ledger,
  extension: string,
  version: number,
  confirmedAtMs: number,
): LedgerChange {
  const known = confirmationsOf(ledger, extension).find((one) => one.version === version);
  const id = known?.id ?? `${extension}/${version}`;
  return put('rulesConfirmations', { id, extension, version, confirmedAtMs });
}

export function rulesConfirmations(ledger: Ledger, numbers: readonly string[]): RulesConfirmationsView {
  const rules = askedVersions(ledger);
  if (rules === undefined) return { version: null, confirmed: [], missing: [] };
  const confirmed = new Set(
    ledger
      .list('rulesConfirmations')
      .filter(({ version }) => rules.counts.has(version))
      .map(({ extension }) => extension),
  );
  return {
    version: rules.asked,
    confirmed: numbers.filter((number) => confirmed.has(number)),
    missing: numbers.filter((number) => !confirmed.has(number)),
  };
}

/** Versions that are the last one somebody said yes to. */
export function lastConfirmed(confirmations: readonly RulesConfirmationRecord[]): ReadonlySet<number> {
  const last = new Map<string, number>();
  for (const { extension, version } of confirmations.toSorted(byTime)) last.set(extension, version);
  return new Set(last.values());
}

function confirmationsOf(ledger: Ledger, extension: string): readonly RulesConfirmationRecord[] {
  return ledger.list('rulesConfirmations').filter((record) => record.extension === extension);
}

function byTime(a: RulesConfirmationRecord, b: RulesConfirmationRecord): number {
  return a.confirmedAtMs - b.confirmedAtMs || a.version - b.version;
}

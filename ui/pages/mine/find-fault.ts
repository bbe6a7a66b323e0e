import type { OwnAddress } from '../../../src/web/contract/me.ts';
import type { Member, OwnEvent } from '../../../src/web/contract/own.ts';

/** Where a phone's way to the exchange is broken, as far as the exchange can tell. */
export type Fault = 'fine' | 'suspended' | 'banned' | 'router' | 'silent' | 'wrongPassword' | 'unseen';

export type Piece = 'phone' | 'router' | 'internet' | 'exchange';
export type Mark = 'good' | 'bad' | 'unknown';

/** What stops everything first, then what was seen last. */
export function findFault(
  member: Member,
  addresses: readonly OwnAddress[],
  events: readonly OwnEvent[],
): Fault {
  if (member.suspensions.length > 0) return 'suspended';
  if (addresses.some(({ banned }) => banned)) return 'banned';
  if (member.registrations.some(({ routerSigns }) => routerSigns.length > 0)) return 'router';
  if (member.reachable) return 'fine';
  if (member.registrations.length > 0) return 'silent';
  return events.some(({ code }) => code === 'wrong-password' || code === 'wrong-account')
    ? 'wrongPassword'
    : 'unseen';
}

/** The picture phone, router, internet, exchange for each fault. */
export const PICTURE: Readonly<Record<Fault, Readonly<Record<Piece, Mark>>>> = {
  fine: { phone: 'good', router: 'good', internet: 'good', exchange: 'good' },
  suspended: { phone: 'unknown', router: 'unknown', internet: 'good', exchange: 'bad' },
  banned: { phone: 'bad', router: 'good', internet: 'good', exchange: 'bad' },
  router: { phone: 'good', router: 'bad', internet: 'good', exchange: 'good' },
  silent: { phone: 'unknown', router: 'unknown', internet: 'unknown', exchange: 'good' },
  wrongPassword: { phone: 'bad', router: 'good', internet: 'good', exchange: 'good' },
  unseen: { phone: 'unknown', router: 'unknown', internet: 'unknown', exchange: 'good' },
};

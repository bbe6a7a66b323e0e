import type { InstructionCheck } from './instruction-checks.ts';

const TRANSPORTS = ['udp', 'tcp', 'tls', 'ws', 'wss'];
const CODEC = /^[\w.+-]{1,32}\/\d{1,6}(\/\d)?$/;
const VERSION = /^\d{1,6}(\.\d{1,6}){0,5}$/;
const DAY_S = 86_400;

/** Whether what a check asks can be asked of a phone at all. */
export function isSoundCheck(check: InstructionCheck): boolean {
  switch (check.kind) {
    case 'registration-interval':
      return isWithin(check.atLeastS, 1, DAY_S);
    case 'transport':
      return check.oneOf.length > 0 && check.oneOf.every((name) => TRANSPORTS.includes(name));
    case 'codec-order':
      return isWithin(check.first.length, 1, 8) && check.first.every((codec) => CODEC.test(codec));
    case 'keep-alive': {
      const { atLeastS = 1, atMostS = DAY_S } = check;
      return isWithin(atLeastS, 1, DAY_S) && isWithin(atMostS, atLeastS, DAY_S);
    }
    case 'no-retry-loop':
      return isWithin(check.withinMinutes, 5, 60);
    case 'contacts':
      return isWithin(check.atMost, 1, 100);
    case 'firmware':
      return isProduct(check.product) && VERSION.test(check.atLeast);
    case 'without-user-agent':
      return isProduct(check.product);
    case 'ptime':
      return isWithin(check.ms, 5, 120);
    case 'router':
      return true;
    case 'srtp':
      return check.mode === 'on' || check.mode === 'off';
  }
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function isProduct(text: string): boolean {
  return text.trim() === text && text.length > 0 && text.length <= 64;
}

import { EN_EVENTS } from '../words/en-events.ts';
import { EN_SUSPENSION } from '../words/en-suspension.ts';
import type { ExtensionChecksWords } from './doctor-words.ts';
import { named } from './named.ts';

export const EN_EXTENSION_CHECKS: ExtensionChecksWords = {
  'PHN-001': {
    good: () => 'Not suspended',
    what: ({ number, what, until }, time) => {
      const end = until === '' ? 'until you lift it' : `until ${time(String(until))}`;
      return `${number} is suspended: ${named(what, EN_SUSPENSION.whats)}, ${end}`;
    },
    why: 'An administrator set it so. The holder cannot do this now.',
    todo: ({ number }) => `Lift it when it is needed no more: npx hamvoip resume ${number}`,
  },
  'PHN-002': {
    good: ({ phones, since }, time) => `Registered: ${phones} phone(s), since ${time(String(since))}`,
    what: ({ last }, time) =>
      last === ''
        ? 'No phone is registered, nor was one in the last 30 days'
        : `No phone is registered; the last was in the hour from ${time(String(last))}`,
    why: 'Who calls this number hears that it cannot be reached.',
    todo: ({ number }) => `Compare with what the phone is set to: npx hamvoip extension show ${number}`,
  },
  'PHN-003': {
    good: () => 'Every phone answers',
    what: ({ silent, phones, since }, time) =>
      `${silent} of ${phones} phones are silent, since ${time(String(since))}`,
    why: 'A call does not reach such a phone; often the way through the router is closed.',
    todo: () => 'Restart phone and router, or set the phone to TCP or TLS.',
  },
  'PHN-004': {
    good: () => 'The router leaves SIP alone',
    what: ({ signs }) => `The router: ${named(signs, EN_EVENTS.signs)}`,
    why: 'Sound or registration may fail by it.',
    todo: () => 'Switch "SIP ALG" off in the router, or set the phone to TLS.',
  },
  'PHN-005': {
    good: () => 'No wrong password in the last hour',
    what: ({ own, others }) =>
      `Wrong password in the last hour: ${own}× by a known phone, ${others}× by another`,
    why: 'Three times in five minutes ban the address for an hour, for the household too.',
    todo: ({ number }) =>
      `Enter the right password, or make a new one: npx hamvoip extension password ${number}`,
  },
  'PHN-006': {
    good: () => 'No ban concerns this number',
    what: ({ number, by }) =>
      by === 'phone'
        ? `An address with a phone of ${number} is banned`
        : `An address is banned after attempts with ${number}`,
    why: 'Phones there cannot register while it lasts.',
    todo: () => 'Mend the password in the phone first, then: npx hamvoip ban list',
  },
  'PHN-007': {
    good: ({ count }) => `Registers as it should (${count}× in the last hour)`,
    what: ({ count }) => `Registers ${count}× in the last hour`,
    why: 'It drains a battery, and often means a connection that keeps breaking.',
    todo: ({ number }) =>
      `Ask for a longer time: npx hamvoip instruction add --template registration-interval --for ${number}`,
  },
  'PHN-008': {
    good: () => 'The phone can do plain sound',
    what: () => 'The phone wants encrypted sound (SRTP) only',
    why: 'The exchange does not speak it: no call comes about.',
    todo: ({ number }) =>
      `Switch SRTP off in the phone: npx hamvoip instruction add --template srtp-off --for ${number}`,
  },
  'PHN-009': {
    good: () => 'No limit is reached',
    what: ({ number, reached }) =>
      `${number} is at its limit: ${named(reached, { calls: 'calls at once', contacts: 'phones at once' })}`,
    why: 'What comes on top is refused.',
    todo: ({ number }) => `See or widen the limits: npx hamvoip extension limits ${number}`,
  },
  'PHN-010': {
    good: () => 'Do not disturb is off',
    what: () => 'Do not disturb is on',
    why: 'No phone rings; callers hear that it is busy.',
    todo: ({ number }) => `The holder dials *79, or: npx hamvoip extension do-not-disturb ${number} off`,
  },
  'PHN-011': {
    good: () => 'Not always forwarded',
    what: ({ to }) => `Every call goes on to ${to}`,
    why: 'Its own phones do not ring.',
    todo: ({ number }) => `Switch it off: npx hamvoip extension forward ${number} --always off`,
  },
  'PHN-012': {
    good: () => 'The password is strong enough',
    what: () => 'The password is weak',
    why: 'A short password is soon guessed.',
    todo: ({ number }) => `Give a new one: npx hamvoip extension password ${number}`,
  },
  'PHN-013': {
    good: () => 'No instruction to the holder is open',
    what: ({ open, overdue }) => `Instructions to the holder: ${open} open, ${overdue} overdue`,
    why: 'The phone does not do yet what was asked.',
    todo: ({ first }) => `See what is missing: npx hamvoip instruction show ${first}`,
  },
  'PHN-015': {
    good: ({ known }) =>
      known === '' ? 'No call yet since the exchange started' : 'The last call was heard both ways',
    what: ({ from, to }) =>
      from === 'nothing'
        ? 'In the last call nothing was heard from the phone'
        : to === 'nothing'
          ? 'In the last call the phone heard nothing'
          : 'In the last call much of the sound was lost',
    why: 'Sound one way is nearly always a router that does not let it through.',
    todo: () => 'Let the holder dial 9044, which measures both ways, and switch "SIP ALG" off in the router.',
  },
  'PHN-014': {
    good: () => 'The connection is one its phones may use',
    what: () => 'It may connect over TLS only, and no phone does',
    why: 'A phone that is set to UDP or TCP is refused with 403 Only over TLS.',
    todo: ({ number }) =>
      `Set the phone to TLS, or allow the others: npx hamvoip extension limits ${number} --transport off`,
  },
};

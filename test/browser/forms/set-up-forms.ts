import { TOTP } from 'otpauth';
import type { FormCase } from './form-case.ts';

/** What is set on the way through the set-up; the mail server of these tests is pinned by their host. */
export const SET_UP_FORMS: readonly FormCase[] = [
  {
    form: '/beheer/inrichten/club save',
    fill: { 'set-club': 'Club Example Noord' },
    forged: ['was-club'],
    says: /Bewaard\. Het geldt nu/,
    makes: ['/settings', /"value":"Club Example Noord"/],
    bad: [{ fill: { 'set-club': 'x'.repeat(61) }, field: 'set-club' }],
  },
  {
    form: '/beheer/inrichten/nummers save',
    fill: { 'set-numbers': '100-899/900-959' },
    forged: ['was-numbers'],
    says: /Bewaard\. Het geldt nu/,
    makes: ['/settings', /"value":"100-899\/900-959"/],
    bad: [
      { fill: { 'set-numbers': 'veel' }, field: 'set-numbers' },
      { fill: { 'set-ban': 'nooit' }, field: 'set-ban' },
    ],
  },
  {
    form: '/beheer/inrichten/klaar backup',
    fill: { passphrase: 'een lange wachtzin voor later' },
    says: /De backup wordt gemaakt/,
    bad: [
      { fill: { passphrase: 'kort' }, field: 'passphrase' },
      { fill: { passphrase: '' }, field: 'passphrase' },
    ],
  },
  { form: '/beheer/inrichten/beheerder propose', says: /Zet deze sleutel in je app/ },
  {
    // The last of all: from then on the administrator needs a code to log in.
    form: '/beheer/inrichten/beheerder confirm',
    after: { form: '/beheer/inrichten/beheerder propose' },
    fillFor: ({ hidden: { secret = '' } }) => ({ code: new TOTP({ secret }).generate() }),
    says: /De app is ingesteld/,
    makes: ['/administrators', /"totp":true/],
    bad: [{ fill: { code: '12' }, field: 'code' }],
  },
];

import type { OwnEvent } from '../exchange/console/members.ts';

type Values = OwnEvent['values'];
type Say = (values: Values) => string;

/** One event of a phone in plain words, in both languages. */
export const OWN_EVENT_WORDS: Readonly<Record<'nl' | 'en', Readonly<Record<OwnEvent['code'], Say>>>> = {
  nl: {
    'phone-online': ({ phone }) => `Je toestel${named(phone)} heeft zich aangemeld.`,
    'phone-offline': ({ cause }) =>
      cause === 'expired' ? 'Je toestel meldt zich niet meer.' : 'Je toestel is afgemeld.',
    'phone-silent': () => 'Je toestel geeft geen antwoord.',
    'phone-answers': () => 'Je toestel antwoordt weer.',
    'wrong-password': ({ attempts, of, phone }) =>
      attempts === undefined
        ? `Het wachtwoord klopt niet${by('van', phone)}.`
        : `Het wachtwoord klopt niet${by('van', phone)} (poging ${attempts} van ${of}).`,
    'wrong-account': ({ phone }) => `Een toestel${named(phone)} gebruikt het nummer van een ander.`,
    'address-banned': () => 'Het internetadres van een toestel is geblokkeerd.',
    'router-meddles': () => 'Waarschijnlijk verandert je router berichten van je toestel (SIP ALG).',
    'router-fine': () => 'Je router laat de berichten van je toestel weer met rust.',
    'limit-reached': () => 'Een grens van je extensie is bereikt.',
    suspended: () => 'Je extensie is buiten gebruik.',
  },
  en: {
    'phone-online': ({ phone }) => `Your phone${named(phone)} has registered.`,
    'phone-offline': ({ cause }) =>
      cause === 'expired' ? 'Your phone does not register any more.' : 'Your phone has signed off.',
    'phone-silent': () => 'Your phone gives no answer.',
    'phone-answers': () => 'Your phone answers again.',
    'wrong-password': ({ attempts, of, phone }) =>
      attempts === undefined
        ? `The password is wrong${by('of', phone)}.`
        : `The password is wrong${by('of', phone)} (attempt ${attempts} of ${of}).`,
    'wrong-account': ({ phone }) => `A phone${named(phone)} uses the number of somebody else.`,
    'address-banned': () => 'The internet address of a phone is banned.',
    'router-meddles': () => 'Your router probably changes the messages of your phone (SIP ALG).',
    'router-fine': () => 'Your router leaves the messages of your phone alone again.',
    'limit-reached': () => 'A limit of your extension is reached.',
    suspended: () => 'Your extension is suspended.',
  },
};

function named(phone: Values[string] | undefined): string {
  return phone === undefined || phone === '' ? '' : ` (${phone})`;
}

function by(of: string, phone: Values[string] | undefined): string {
  return phone === undefined || phone === '' ? '' : ` ${of} ${phone}`;
}

import type { OwnEvent } from '../exchange/console/members.ts';
import type { OwnEvent as ToldEvent } from './contract/own.ts';

type Values = OwnEvent['values'];
type Say = (values: Values) => string;
type Words = Readonly<Record<OwnEvent['code'], Say>>;
type EventWords = Readonly<Record<'nl' | 'en', Words>>;

/** One event of a phone in plain words, in both languages, as its holder is told of it. */
export const OWN_EVENT_WORDS: EventWords = {
  nl: {
    'phone-online': ({ phone }) => `Je toestel${named(phone)} heeft zich aangemeld.`,
    'phone-offline': ({ cause }) =>
      cause === 'expired' ? 'Je toestel meldt zich niet meer.' : 'Je toestel is afgemeld.',
    'phone-silent': () => 'Je toestel geeft geen antwoord.',
    'phone-answers': () => 'Je toestel antwoordt weer.',
    'wrong-password': ({ attempts, of, phone }) =>
      attempts === undefined
        ? `Het wachtwoord${by('van', phone)} klopt niet.`
        : `Het wachtwoord${by('van', phone)} klopt niet (poging ${attempts} van ${of}).`,
    'wrong-account': ({ phone }) => `Een toestel${named(phone)} gebruikt het nummer van een ander.`,
    'address-banned': () => 'Het internetadres van een toestel is geblokkeerd.',
    'router-meddles': () => 'Waarschijnlijk verandert je router berichten van je toestel (SIP ALG).',
    'router-fine': () => 'Je router laat de berichten van je toestel weer met rust.',
    'limit-reached': () => 'Een grens van je extensie is bereikt.',
    suspended: () => 'Je extensie is buiten gebruik.',
    'logged-in-by-phone': ({ browser }) => `Je bent ingelogd met je toestel${named(browser)}.`,
  },
  en: {
    'phone-online': ({ phone }) => `Your phone${named(phone)} has registered.`,
    'phone-offline': ({ cause }) =>
      cause === 'expired' ? 'Your phone does not register any more.' : 'Your phone has signed off.',
    'phone-silent': () => 'Your phone gives no answer.',
    'phone-answers': () => 'Your phone answers again.',
    'wrong-password': ({ attempts, of, phone }) =>
      attempts === undefined
        ? `The password${by('of', phone)} is wrong.`
        : `The password${by('of', phone)} is wrong (attempt ${attempts} of ${of}).`,
    'wrong-account': ({ phone }) => `A phone${named(phone)} uses the number of somebody else.`,
    'address-banned': () => 'The internet address of a phone is banned.',
    'router-meddles': () => 'Your router probably changes the messages of your phone (SIP ALG).',
    'router-fine': () => 'Your router leaves the messages of your phone alone again.',
    'limit-reached': () => 'A limit of your extension is reached.',
    suspended: () => 'Your extension is suspended.',
    'logged-in-by-phone': ({ browser }) => `You logged in with your phone${named(browser)}.`,
  },
};

/** The same for who looks after the phones of others. */
export const EXTENSION_EVENT_WORDS: EventWords = {
  nl: {
    ...OWN_EVENT_WORDS.nl,
    'phone-online': ({ phone }) => `Een toestel${named(phone)} heeft zich aangemeld.`,
    'phone-offline': ({ cause }) =>
      cause === 'expired' ? 'Een toestel meldt zich niet meer.' : 'Een toestel is afgemeld.',
    'phone-silent': () => 'Een toestel geeft geen antwoord.',
    'phone-answers': () => 'Een toestel antwoordt weer.',
    'router-meddles': () => 'Waarschijnlijk verandert de router berichten van een toestel (SIP ALG).',
    'router-fine': () => 'De router laat de berichten van het toestel weer met rust.',
    'limit-reached': () => 'Een grens van de extensie is bereikt.',
    suspended: () => 'Geweigerd: de extensie is buiten gebruik.',
    'logged-in-by-phone': () => 'De houder is ingelogd met een toestel.',
  },
  en: {
    ...OWN_EVENT_WORDS.en,
    'phone-online': ({ phone }) => `A phone${named(phone)} has registered.`,
    'phone-offline': ({ cause }) =>
      cause === 'expired' ? 'A phone does not register any more.' : 'A phone has signed off.',
    'phone-silent': () => 'A phone gives no answer.',
    'phone-answers': () => 'A phone answers again.',
    'router-meddles': () => 'The router probably changes the messages of a phone (SIP ALG).',
    'router-fine': () => 'The router leaves the messages of the phone alone again.',
    'limit-reached': () => 'A limit of the extension is reached.',
    suspended: () => 'Refused: the extension is suspended.',
    'logged-in-by-phone': () => 'The holder logged in with a phone.',
  },
};

export function toldEvent({ number, atMs, code, values }: OwnEvent, words: EventWords): ToldEvent {
  const text = { nl: words.nl[code](values), en: words.en[code](values) };
  return { number, at: new Date(atMs).toISOString(), code, values: { ...values }, text };
}

function named(phone: Values[string] | undefined): string {
  return phone === undefined || phone === '' ? '' : ` (${phone})`;
}

function by(of: string, phone: Values[string] | undefined): string {
  return phone === undefined || phone === '' ? '' : ` ${of} ${phone}`;
}

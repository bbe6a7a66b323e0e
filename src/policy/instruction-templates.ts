import type { InstructionCheck } from './instruction-checks.ts';

type Language = 'nl' | 'en';
type Value = string | number;

/** The values a template's text and checks are made with: whole numbers and short texts. */
export type TemplateValues = Readonly<Record<string, Value>>;

export interface InstructionTemplate {
  readonly id: string;
  readonly title: Readonly<Record<Language, string>>;
  /** What may be given, and what it is when it is not. A number stays a number. */
  readonly defaults: TemplateValues;
  /** `{name}` stands for a value. */
  readonly text: Readonly<Record<Language, string>>;
  readonly checks: (values: TemplateValues) => readonly InstructionCheck[];
}

const number = (values: TemplateValues, name: string): number => Number(values[name]);
const text = (values: TemplateValues, name: string): string => `${values[name]}`;
const list = (values: TemplateValues, name: string): string[] =>
  text(values, name)
    .split(/[\s,]+/)
    .filter((item) => item !== '');

/** What is asked most often. The words are the club's to change: the text of an instruction is free. */
export const INSTRUCTION_TEMPLATES: readonly InstructionTemplate[] = [
  {
    id: 'registration-interval',
    title: { nl: 'Minder vaak aanmelden', en: 'Register less often' },
    defaults: { seconds: 3600 },
    text: {
      nl: 'Zet de aanmeldtijd van je toestel op {seconds} seconden. Die heet ook "registration interval", "expires" of "register refresh". Je toestel meldt zich nu te vaak aan.',
      en: 'Set the registration interval of your phone to {seconds} seconds. It is also called "expires" or "register refresh". Your phone registers too often.',
    },
    checks: (values) => [{ kind: 'registration-interval', atLeastS: number(values, 'seconds') }],
  },
  {
    id: 'transport',
    title: { nl: 'Ander transport', en: 'Another transport' },
    defaults: { transport: 'tcp' },
    text: {
      nl: 'Zet het transport van je toestel op {transport}. Dat staat bij de instellingen van de SIP-server.',
      en: 'Set the transport of your phone to {transport}. You find it with the settings of the SIP server.',
    },
    checks: (values) => [{ kind: 'transport', oneOf: list(values, 'transport') }],
  },
  {
    id: 'codec-order',
    title: { nl: 'Volgorde van de codecs', en: 'Order of the codecs' },
    defaults: { codecs: 'PCMA/8000' },
    text: {
      nl: 'Zet in je toestel deze codecs bovenaan, in deze volgorde: {codecs}. PCMA/8000 heet ook G.711 A-law, G722/8000 heet ook G.722. Bel daarna 9043.',
      en: 'Put these codecs first in your phone, in this order: {codecs}. PCMA/8000 is also called G.711 A-law, G722/8000 is also called G.722. Then call 9043.',
    },
    checks: (values) => [{ kind: 'codec-order', first: list(values, 'codecs') }],
  },
  {
    id: 'keep-alive',
    title: { nl: 'Minder vaak een levensteken', en: 'Keep-alive less often' },
    defaults: { atLeast: 15, atMost: 60 },
    text: {
      nl: 'Laat je toestel elke {atLeast} tot {atMost} seconden een levensteken geven. Dat heet "keep-alive". Vaker is verspilling, minder vaak sluit je router de weg.',
      en: 'Have your phone send a keep-alive every {atLeast} to {atMost} seconds. More often is a waste, less often your router closes the way.',
    },
    checks: (values) => [
      { kind: 'keep-alive', atLeastS: number(values, 'atLeast'), atMostS: number(values, 'atMost') },
    ],
  },
  {
    id: 'password',
    title: { nl: 'Verkeerd wachtwoord', en: 'Wrong password' },
    defaults: {},
    text: {
      nl: 'Een van je toestellen probeert steeds een verkeerd wachtwoord. Zoek dat toestel op en vul het goede wachtwoord in, of zet het account daarin uit.',
      en: 'One of your phones keeps trying a wrong password. Find that phone and type the right one, or switch the account off in it.',
    },
    checks: () => [{ kind: 'no-retry-loop', withinMinutes: 60 }],
  },
  {
    id: 'phones-at-once',
    title: { nl: 'Minder toestellen tegelijk', en: 'Fewer phones at once' },
    defaults: { phones: 1 },
    text: {
      nl: 'Laat hoogstens {phones} toestel tegelijk op je extensie aangemeld staan. Zet het account in de andere toestellen uit.',
      en: 'Keep at most {phones} phone registered at your extension at a time. Switch the account off in the others.',
    },
    checks: (values) => [{ kind: 'contacts', atMost: number(values, 'phones') }],
  },
  {
    id: 'firmware',
    title: { nl: 'Nieuwe firmware', en: 'New firmware' },
    defaults: { product: '', version: '0' },
    text: {
      nl: 'Zet firmware {version} of nieuwer in je {product}. De oude heeft een fout die andere deelnemers stoort.',
      en: 'Install firmware {version} or later in your {product}. The old one has a fault that disturbs others.',
    },
    checks: (values) => [
      { kind: 'firmware', product: text(values, 'product'), atLeast: text(values, 'version') },
    ],
  },
  {
    id: 'ptime',
    title: { nl: 'Lengte van de pakketten', en: 'Length of the packets' },
    defaults: { milliseconds: 20 },
    text: {
      nl: 'Zet de pakketlengte van je toestel op {milliseconds} ms. Die heet ook "ptime", "frame size" of "RTP packet size". Bel daarna 9043.',
      en: 'Set the packet length of your phone to {milliseconds} ms. It is also called "ptime", "frame size" or "RTP packet size". Then call 9043.',
    },
    checks: (values) => [{ kind: 'ptime', ms: number(values, 'milliseconds') }],
  },
  {
    id: 'router',
    title: { nl: 'Router laat SIP met rust', en: 'Router leaves SIP alone' },
    defaults: {},
    text: {
      nl: 'Je router verandert de berichten van je toestel. Zet in de router "SIP ALG" uit; het heet ook "SIP helper", "SIP transformations" of "SIP passthrough". Zet STUN in je toestel uit. Kan het niet uit, vraag dan naar een andere poort of TLS. Zet daarna het toestel uit en aan.',
      en: 'Your router changes the messages of your phone. Switch "SIP ALG" off in the router; it is also called "SIP helper", "SIP transformations" or "SIP passthrough". Switch STUN off in your phone. If it cannot be switched off, ask for another port or TLS. Then switch the phone off and on.',
    },
    checks: () => [{ kind: 'router' }],
  },
  {
    id: 'srtp-off',
    title: { nl: 'Geluid zonder versleuteling', en: 'Sound without encryption' },
    defaults: {},
    text: {
      nl: 'Zet versleuteling van het geluid uit in je toestel. Die heet ook "SRTP", "media encryption" of "RTP/SAVP". De centrale kent haar nog niet: je gesprekken komen zo niet tot stand. Bel daarna 9043.',
      en: 'Switch the encryption of sound off in your phone. It is also called "SRTP", "media encryption" or "RTP/SAVP". The exchange does not know it yet: your calls fail like this. Then call 9043.',
    },
    checks: () => [{ kind: 'srtp', mode: 'off' }],
  },
];

export function findTemplate(id: string): InstructionTemplate | undefined {
  return INSTRUCTION_TEMPLATES.find((template) => template.id === id);
}

/** Text and checks of a template; undefined when a value has no place in it, lacks, or is none of its kind. */
export function fillTemplate(
  template: InstructionTemplate,
  given: TemplateValues,
  language: Language,
): { readonly text: string; readonly checks: readonly InstructionCheck[] } | undefined {
  const values: Record<string, Value> = { ...template.defaults };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(template.defaults, name)) return undefined;
    const standard = template.defaults[name];
    if (typeof standard === 'string') values[name] = `${value}`.trim();
    else if (isWholeNumber(value)) values[name] = Number(value);
    else return undefined;
  }
  if (Object.values(values).includes('')) return undefined;
  const filled = template.text[language].replace(/\{(\w+)\}/g, (_, name: string) => `${values[name]}`);
  return { text: filled, checks: template.checks(values) };
}

function isWholeNumber(value: Value): boolean {
  return /^\d{1,6}$/.test(`${value}`);
}

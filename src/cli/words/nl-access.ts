import type { AccessFailures, AccessWords } from './access-words.ts';

export const NL_ACCESS: AccessWords = {
  token: {
    created: (name) => `Sleutel ${name} is gemaakt.`,
    revoked: (name) => `Sleutel ${name} werkt niet meer.`,
    none: (command) => `Er zijn nog geen sleutels. Maak er een:\n  ${command}`,
    keepSecret: 'Bewaar de sleutel: je ziet hem alleen deze keer.',
    useAs: 'Een script stuurt hem mee als kop: Authorization: Bearer <sleutel>',
    labels: { secret: 'Sleutel', scopes: 'Mag', until: 'Tot' },
    columns: { name: 'naam', scopes: 'mag', until: 'tot', used: 'laatst gebruikt', by: 'gemaakt door' },
    forEver: 'geen einde',
    never: 'nooit',
    noLonger: (at) => `ingetrokken ${at}`,
    expired: (at) => `afgelopen ${at}`,
  },
  audit: {
    none: 'Het logboek is leeg.',
    columns: { seq: 'nr.', at: 'tijd', actor: 'wie', action: 'wat', target: 'waarop', detail: 'hoe' },
    intact: (rows) => (rows === 1 ? 'Het logboek is heel: 1 regel.' : `Het logboek is heel: ${rows} regels.`),
    keepHead: 'Bewaar deze opdracht om later te zien of er niets is weggeknipt:',
    more: (command) => `Er is meer: ${command}`,
  },
};

export const NL_ACCESS_FAILURES: AccessFailures = {
  'token-missing': () => ({
    what: 'Hiervoor is een sleutel nodig.',
    why: 'Over het netwerk werkt de centrale alleen voor wie een sleutel heeft.',
    todo: 'npx hamvoip token create --scope read',
  }),
  'token-invalid': () => ({
    what: 'De sleutel werkt niet.',
    why: 'Hij is verkeerd getypt, ingetrokken, of zijn tijd is om.',
    todo: 'npx hamvoip token list',
  }),
  'scope-missing': ({ scope }) => ({
    what: 'Dit mag de sleutel niet.',
    why: `Het recht ${scope ?? 'admin'} ontbreekt.`,
    todo: `npx hamvoip token create --scope ${scope ?? 'admin'}`,
  }),
  'scope-invalid': () => ({
    what: 'Dat recht bestaat niet.',
    why: 'De rechten zijn: read, people, write, bans, suspend, kiosk en admin.',
    todo: 'npx hamvoip token create --scope read,people',
  }),
  'name-taken': ({ name }) => ({
    what: `De naam ${name} is in gebruik.`,
    why: 'Twee dingen die tegelijk werken, hebben twee namen.',
    todo: 'Kies een andere naam.',
  }),
  'too-many-tokens': ({ most }) => ({
    what: 'Er zijn te veel sleutels.',
    why: `Er werken er hoogstens ${most ?? 100} tegelijk.`,
    todo: 'Trek er een in die je niet nodig hebt: npx hamvoip token list',
  }),
  'too-many-requests': () => ({
    what: 'Dat ging te snel.',
    why: 'Er kwamen meer vragen dan de centrale van één vrager aanneemt.',
    todo: 'Wacht even en probeer het opnieuw.',
  }),
  'request-in-progress': () => ({
    what: 'De centrale is nog met deze vraag bezig.',
    why: 'Dezelfde vraag kwam al eerder en heeft nog geen antwoord.',
    todo: 'Wacht even en probeer het opnieuw.',
  }),
  'request-key-reused': () => ({
    what: 'Het kenmerk hoort bij een andere vraag.',
    why: 'Een Idempotency-Key staat voor één vraag.',
    todo: 'Neem voor elke vraag een nieuw kenmerk.',
  }),
  'audit-broken': ({ seq, reason }) => ({
    what: `Het logboek is niet heel: regel ${seq}.`,
    why: reason === 'missing' ? 'De regel ontbreekt.' : 'De regel is later veranderd.',
    todo: 'Vergelijk met een backup en vraag wie in de database kon schrijven.',
  }),
  'audit-head-differs': ({ seq }) => ({
    what: `Regel ${seq} is niet de regel die je hebt bewaard.`,
    why: 'Het logboek is opnieuw geschreven, of het is van een andere centrale.',
    todo: 'Vergelijk met een backup en vraag wie in de database kon schrijven.',
  }),
};

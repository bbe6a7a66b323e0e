import type { AccountFailures, AccountWords } from './account-words.ts';

export const NL_ACCOUNTS: AccountWords = {
  created: (name) => `Beheerder ${name} is gemaakt.`,
  removed: (name) => `${name} is geen beheerder meer.`,
  none: (command) => `Er is nog geen beheerder. Maak de eerste:\n  ${command}`,
  openLink: (until) => `Met deze link kiest hij een wachtwoord. Hij werkt één keer, tot ${until}:`,
  tunnel: [
    'Over het internet kan dat alleen versleuteld. Maak op je eigen computer een tunnel:',
    'Laat die open, en open dan daar deze link:',
  ],
  setupLink: (until) => `Met deze link maak je de eerste beheerder. Hij werkt één keer, tot ${until}:`,
  columns: { name: 'naam', means: 'logt in met', lastLogin: 'laatst ingelogd', by: 'gemaakt door' },
  means: { password: 'wachtwoord', totp: 'code', passkey: 'passkey', none: 'nog niets' },
  never: 'nooit',
  notSetUp: [
    'De centrale draait, maar is nog niet ingericht.',
    'Open deze link binnen 30 minuten op je telefoon of computer:',
  ],
  expired: (command) => `Link verlopen?  ${command}`,
};

export const NL_ACCOUNT_FAILURES: AccountFailures = {
  'login-needed': () => ({
    what: 'Dit is voor wie is ingelogd.',
    why: 'De pagina toont wat van iemand zelf is.',
    todo: 'Log in op de site.',
  }),
  'login-failed': () => ({
    what: 'Inloggen lukte niet.',
    why: 'Naam en wachtwoord horen niet bij elkaar.',
    todo: 'Probeer het nog eens, of vraag een link per mail.',
  }),
  'second-factor-needed': () => ({
    what: 'Er is ook een code nodig.',
    why: 'Deze beheerder heeft een codeapp ingesteld.',
    todo: 'Typ de zes cijfers die de app toont.',
  }),
  'code-wrong': () => ({
    what: 'De code klopt niet.',
    why: 'Hij is verkeerd getypt, te oud, of al gebruikt.',
    todo: 'Wacht op de volgende code en typ die. Kijk of de klok van je telefoon gelijk loopt.',
  }),
  'passkey-refused': () => ({
    what: 'De passkey werd niet herkend.',
    why: 'Hij hoort bij een andere site, is weggehaald, of het duurde langer dan 5 minuten.',
    todo: 'Probeer het nog eens, of log op een andere manier in.',
  }),
  'session-ended': () => ({
    what: 'Je bent uitgelogd.',
    why: 'Je was lang weg, of de sessie is beëindigd.',
    todo: 'Log opnieuw in.',
  }),
  'member-only': () => ({
    what: 'Dit is voor extensiehouders.',
    why: 'Het toont wat bij één extensie hoort.',
    todo: 'Log in met je extensie.',
  }),
  'csrf-missing': () => ({
    what: 'De pagina is te oud.',
    why: 'Hij is geopend in een andere sessie.',
    todo: 'Laad de pagina opnieuw en probeer het nog eens.',
  }),
  'origin-foreign': () => ({
    what: 'Het verzoek komt van een andere site.',
    why: 'Alleen pagina’s van deze site mogen dit.',
    todo: 'Open de pagina van deze site en probeer het daar.',
  }),
  'connection-insecure': () => ({
    what: 'De verbinding is niet versleuteld.',
    why: 'Een wachtwoord over gewoon HTTP is onderweg te lezen.',
    todo: 'Zet HAMVOIP_HTTPS=true, of ga door een tunnel: ssh -L 8080:localhost:8080 <host>',
  }),
  'last-administrator': ({ name }) => ({
    what: `${name ?? 'Dit'} is de laatste beheerder.`,
    why: 'Zonder beheerder kan niemand meer in de console.',
    todo: 'Maak eerst een ander: npx hamvoip admin add NAAM',
  }),
  'link-spent': () => ({
    what: 'De link werkt niet meer.',
    why: 'Hij is gebruikt, te oud, of eerst in een andere browser geopend.',
    todo: 'Vraag een nieuwe.',
  }),
  'phone-login-off': () => ({
    what: 'Inloggen met een toestel kan hier niet.',
    why: 'De beheerder heeft het uitgezet (HAMVOIP_PHONE_LOGIN=false).',
    todo: 'Log in met een link per mail of met een wachtwoord.',
  }),
  'phone-login-waiting': () => ({
    what: 'Het toestel heeft nog niet gebeld.',
    why: 'De code moet van een toestel van de extensie komen.',
    todo: 'Bel *70 met de code erachter.',
  }),
  'phone-login-ended': () => ({
    what: 'De code werkt niet meer.',
    why: 'Hij is gebruikt, of ouder dan twee minuten.',
    todo: 'Vraag een nieuwe.',
  }),
  'setup-done': () => ({
    what: 'De centrale is al ingericht.',
    why: 'Er is een beheerder.',
    todo: 'npx hamvoip admin list',
  }),
  'password-short': ({ shortest }) => ({
    what: 'Het wachtwoord is te kort.',
    why: `Het wachtwoord van een beheerder heeft ${shortest ?? 12} tekens of meer.`,
    todo: 'Neem een paar woorden achter elkaar.',
  }),
  'confirmation-wrong': ({ number }) => ({
    what: 'Er is niets verwijderd.',
    why: `Het getypte nummer is niet ${number ?? 'dat van de extensie'}.`,
    todo: 'Typ het nummer van de extensie nog een keer.',
  }),
};

import type { SettingWords } from './setting-words.ts';

const NOW = 'Dat geldt meteen.';
const LATER = 'Dat geldt vanaf de volgende start.';

export const NL_SETTINGS: SettingWords = {
  commands: {
    config: 'toon alle instellingen en waar ze vandaan komen',
    'config set': 'verander een instelling terwijl de centrale draait',
    'config reset': 'zet een instelling terug',
    'config check': 'kijk of de instellingen kloppen en wat elkaar in de weg zit',
  },
  arguments: { settingKey: 'de instelling, zoals ban', settingValue: 'de waarde, zoals 3/300/3600' },
  failures: {
    'setting-unknown': ({ setting }) => ({
      what: `De instelling ${setting} is er niet.`,
      why: 'Ze staat niet in de lijst van instellingen.',
      todo: 'npx hamvoip config',
    }),
    'setting-fixed': ({ setting }) => ({
      what: `De instelling ${setting} kan niet veranderen terwijl de centrale draait.`,
      why: 'Ze wordt bij de start gelezen.',
      todo: `Zet ${setting} in hamvoip.toml in de datamap en start de centrale opnieuw.`,
    }),
    'setting-pinned': ({ setting, origin }) => ({
      what: `De instelling ${setting} ligt vast.`,
      why: origin === 'flag' ? 'Ze staat in de startopdracht.' : 'Ze staat in de omgeving van de centrale.',
      todo: 'Haal haar daar weg en start de centrale opnieuw.',
    }),
    'setting-changed': ({ setting, value }) => ({
      what: `De instelling ${setting} is intussen veranderd.`,
      why: `Ze is nu ${value === '' ? 'leeg' : value}.`,
      todo: 'npx hamvoip config',
    }),
    'setting-value-invalid': ({ setting, allowedNl }) => ({
      what: `De instelling ${setting} kan dit niet zijn.`,
      why: `Toegestaan: ${allowedNl}.`,
      todo: 'npx hamvoip config',
    }),
  },
  columns: ['instelling', 'van', 'waarde'],
  origins: {
    flag: 'opdracht',
    environment: 'omgeving',
    console: 'console',
    file: 'bestand',
    default: 'standaard',
  },
  empty: '(leeg)',
  secret: '(geheim)',
  changed: (key, value, running) => `${key} is nu ${value}. ${running ? NOW : LATER}`,
  setBack: (key, value, origin, running) => `${key} is weer ${value} (${origin}). ${running ? NOW : LATER}`,
  allRight: (count) => `${count} instellingen kloppen.`,
  overrules: (key, value, line) =>
    `${key}: de console zegt ${value} en gaat voor regel ${line} van hamvoip.toml.`,
};

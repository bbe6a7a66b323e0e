import type { SettingWords } from './setting-words.ts';

const NOW = 'It holds at once.';
const LATER = 'It holds from the next start.';

export const EN_SETTINGS: SettingWords = {
  commands: {
    config: 'show all settings and where they come from',
    'config set': 'change a setting while the exchange runs',
    'config reset': 'set a setting back',
    'config check': 'see whether the settings are right, and which stand in the way of another',
  },
  arguments: { settingKey: 'the setting, such as ban', settingValue: 'the value, such as 3/300/3600' },
  failures: {
    'setting-unknown': ({ setting }) => ({
      what: `There is no setting ${setting}.`,
      why: 'It is not in the list of settings.',
      todo: 'npx hamvoip config',
    }),
    'setting-fixed': ({ setting }) => ({
      what: `The setting ${setting} cannot change while the exchange runs.`,
      why: 'It is read at the start.',
      todo: `Put ${setting} into hamvoip.toml in the data folder and start the exchange anew.`,
    }),
    'setting-pinned': ({ setting, origin }) => ({
      what: `The setting ${setting} is pinned.`,
      why:
        origin === 'flag' ? 'It is in the command that started the exchange.' : 'It is in its environment.',
      todo: 'Take it away there and start the exchange anew.',
    }),
    'setting-changed': ({ setting, value }) => ({
      what: `The setting ${setting} was changed meanwhile.`,
      why: `It is ${value === '' ? 'empty' : value} now.`,
      todo: 'npx hamvoip config',
    }),
    'setting-value-invalid': ({ setting, allowed }) => ({
      what: `The setting ${setting} cannot be that.`,
      why: `Allowed: ${allowed}.`,
      todo: 'npx hamvoip config',
    }),
  },
  columns: ['setting', 'from', 'value'],
  origins: {
    flag: 'command',
    environment: 'environment',
    console: 'console',
    file: 'file',
    default: 'default',
  },
  empty: '(empty)',
  secret: '(secret)',
  changed: (key, value, running) => `${key} is ${value} now. ${running ? NOW : LATER}`,
  setBack: (key, value, origin, running) => `${key} is ${value} again (${origin}). ${running ? NOW : LATER}`,
  allRight: (count) => `${count} settings are right.`,
  overrules: (key, value, line) => `${key}: the console says ${value}, over line ${line} of hamvoip.toml.`,
};

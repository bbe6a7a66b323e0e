import type { CertificateFault } from '../../base/certificate.ts';
import { EN_CERTIFICATE } from '../words/en-certificate.ts';
import type { DoctorWords } from './doctor-words.ts';
import { EN_EXTENSION_CHECKS } from './en-extension-checks.ts';

export const EN_DOCTOR: DoctorWords = {
  title: (domain, checks) => `Check of ${domain} · ${checks} points`,
  titleOf: (number, checks) => `Check of extension ${number} · ${checks} points`,
  groups: {
    SYS: 'Machine',
    NET: 'Network',
    TLS: 'Certificate',
    SIP: 'Extensions',
    BAN: 'Bans',
    ALG: 'Phones',
    BAK: 'Backups',
    PRV: 'Privacy',
    PHN: 'Extension',
  },
  labels: { why: 'Effect', todo: 'Do this' },
  events: { title: 'What happened last', none: 'Nothing, in the last 24 hours' },
  end: (good, attention, fault) => `Done: ${good} good, ${attention} attention, ${fault} wrong`,
  checks: {
    'SYS-001': {
      good: ({ platform }) => `This machine is supported (${platform})`,
      what: ({ platform }) => `The exchange is not tested on ${platform}`,
      why: 'It may work, but nobody knows.',
      todo: () => 'Use Linux on x64 or arm64.',
    },
    'SYS-002': {
      good: ({ mb }) => `Memory: ${mb} MB free`,
      what: ({ mb }) => `${mb} MB of memory are left`,
      why: 'Without memory the system stops the exchange.',
      todo: () => 'See what uses much: ps aux --sort=-rss | head',
    },
    'SYS-003': {
      good: ({ mb }) => `Disk: ${mb} MB free`,
      what: ({ mb }) => `${mb} MB are left on the disk`,
      why: 'On a full disk nothing new can be stored.',
      todo: () => 'Make room: df -h',
    },
    'SYS-004': {
      good: ({ percent }) => `Room for files: ${percent} % free`,
      what: ({ percent }) => `Room for only ${percent} % of the files is left (inodes)`,
      why: 'Without inodes nothing new can be stored.',
      todo: () => 'Clean up small files: df -i',
    },
    'SYS-005': {
      good: () => "The data folder is there and is the exchange's alone",
      what: ({ reason }) =>
        reason === 'missing'
          ? 'There is no data folder'
          : reason === 'not-writable'
            ? 'The data folder cannot be written to'
            : 'Others on this machine can enter the data folder',
      why: 'The data folder holds everything that lasts, secrets of passwords too.',
      todo: () => "Set owner and rights: chmod 700 on the data folder, with the exchange's user.",
    },
    'SYS-006': {
      good: () => "Files in the data folder are the exchange's alone",
      what: ({ files }) => `Others can open: ${files}`,
      why: 'Who opens them can forge the passwords of phones.',
      todo: () => 'Give them mode 600: chmod 600 and those files.',
    },
    'SYS-007': {
      good: () => 'The database is sound',
      what: () => 'The database is damaged',
      why: 'Data may be gone, or will go.',
      todo: () => 'Restore a backup: npx hamvoip restore FILE',
    },
    'SYS-008': {
      good: () => "The database's journal is small",
      what: ({ mb }) => `The database's journal has ${mb} MB`,
      why: 'Another program holds the database, or the disk is very slow.',
      todo: () => 'Restart the exchange.',
    },
    'SYS-009': {
      good: ({ files }) => `${files} files and connections may be open`,
      what: ({ files }) => `Only ${files} files and connections may be open at a time`,
      why: 'With many phones over TCP nobody else gets in then.',
      todo: () => 'Raise the limit: ulimit -n 65536, or LimitNOFILE=65536 in the systemd unit.',
    },
    'SYS-011': {
      good: () => 'The clock is kept right',
      what: () => 'Nothing keeps the clock of this machine right',
      why: 'When it drifts, certificates, suspensions and times go wrong.',
      todo: () => 'sudo timedatectl set-ntp true (with chrony: put rtcsync into chrony.conf)',
    },
    'SYS-013': {
      good: () => 'The clock has not jumped since the exchange started',
      what: ({ seconds }) => `The clock jumped ${seconds} s since the exchange started`,
      why: 'Times from before and after do not follow on. Bans run on as they should.',
      todo: () => 'See whether it is right now: timedatectl. A restart counts anew.',
    },
    'NET-001': {
      good: () => "The ports are the exchange's, or free",
      what: ({ ports }) => `Another program uses ${ports}`,
      why: 'The exchange cannot start like this.',
      todo: () => 'Find it with ss -tulpn and stop it, or choose other ports.',
    },
    'NET-005': {
      good: () => 'The kernel leaves SIP alone',
      what: () => 'The kernel module nf_conntrack_sip rewrites SIP',
      why: 'Phones hear nothing then, or lose their registration.',
      todo: () => 'sudo modprobe -r nf_nat_sip nf_conntrack_sip',
    },
    'NET-006': {
      good: ({ kb }) => `The receive buffer may be ${kb} kB`,
      what: ({ kb }) => `The receive buffer may be only ${kb} kB`,
      why: 'In a peak messages are lost, and everything becomes slow.',
      todo: () => 'sudo sysctl -w net.core.rmem_max=4194304',
    },
    'NET-007': {
      good: () => 'No container with a network of its own',
      what: () => 'The exchange runs in a container with a network of its own',
      why: 'Sound needs thousands of ports; phones often hear nothing then.',
      todo: () => 'Start the container with network_mode: host.',
    },
    'TLS-001': {
      good: ({ days }) => `The certificate is valid for another ${days} days`,
      what: ({ days, fault }) =>
        fault === 'ends-soon'
          ? `The certificate ends in ${days} days`
          : `The certificate for TLS: ${EN_CERTIFICATE.faults[fault as CertificateFault]}`,
      why: 'Phones that are set to TLS cannot register without a good certificate.',
      todo: () => 'Renew it, or mend HAMVOIP_TLS_CERTIFICATE and HAMVOIP_TLS_KEY; it is read by itself.',
    },
    'TLS-002': {
      good: ({ domain }) => `The certificate is for ${domain}`,
      what: ({ domain }) => `The certificate is not for ${domain}`,
      why: 'Phones that look at the name refuse it.',
      todo: ({ domain }) => `Get a certificate for ${domain}, or set HAMVOIP_DOMAIN to its name.`,
    },
    'SIP-004': {
      good: () => 'No weak passwords',
      what: ({ extensions }) => `Weak passwords have: ${extensions}`,
      why: 'A short password is soon guessed.',
      todo: () => 'Give a new one: npx hamvoip extension password NUMBER',
    },
    'ALG-001': {
      good: () => 'No router changes the SIP of a phone',
      what: ({ extensions }) => `Probably a router changes the SIP of: ${extensions}`,
      why: 'Phones hear nothing then, or lose their registration.',
      todo: () => 'See what was seen: npx hamvoip doctor --ext NUMBER',
    },
    'BAN-001': {
      good: ({ attempts, window, ban }) => `Ban after ${attempts} attempts in ${window} s, for ${ban} s`,
      what: ({ attempts, window, ban }) =>
        `The ban is not the house rule's: ${attempts} in ${window} s, for ${ban} s`,
      why: 'The house rule is 3 attempts in 300 s, then banned for 3600 s.',
      todo: () => 'On purpose? Then it is well. Else: remove HAMVOIP_BAN.',
    },
    'BAN-002': {
      good: () => 'No ban concerns an extension there is',
      what: ({ extensions }) => `Banned after attempts with: ${extensions}`,
      why: 'It may be a holder with a wrong password.',
      todo: () => 'npx hamvoip ban list',
    },
    'BAN-003': {
      good: () => 'No wide whitelist entries',
      what: ({ entries }) => `Wide whitelist entries: ${entries}`,
      why: 'Everyone in that network may try passwords without end.',
      todo: () => 'Make them narrower: npx hamvoip whitelist list',
    },
    'BAK-001': {
      good: ({ days }) =>
        days === 0 ? 'The last backup is of today' : `The last backup is ${days} days old`,
      what: ({ days, last }, time) =>
        last === ''
          ? 'No backup was made yet'
          : `The last backup is ${days} days old (${time(String(last))})`,
      why: 'When the disk breaks, everything since then is gone.',
      todo: () => 'Every night: set HAMVOIP_BACKUP_PASSPHRASE_FILE. Now: npx hamvoip backup FILE',
    },
    'PRV-001': {
      good: ({ endpoint }) => `Metrics for this machine only (${endpoint})`,
      what: ({ endpoint }) => `Metrics can be seen from outside at ${endpoint}`,
      why: 'Others see how busy it is.',
      todo: () => 'Remove HAMVOIP_METRICS, or set it to 127.0.0.1:9464.',
    },
    ...EN_EXTENSION_CHECKS,
  },
  mends: {
    title: 'Mended',
    done: {
      'SYS-005': "The data folder is the exchange's alone now.",
      'SYS-006': "The exchange's files are its alone now.",
      'SYS-008': "The database's journal was worked off.",
    },
    failed: {
      'SYS-005': 'The data folder could not be closed to others: try with sudo.',
      'SYS-006': 'Not every file could be closed: what you put there stays so, or it takes sudo.',
      'SYS-008': "The database's journal could not be worked off: the database is in use.",
    },
    hint: (command) => `This mends what can be without risk: ${command}`,
  },
  fixOrExt: {
    what: '--ext and --fix do not go together.',
    why: 'What ails an extension is for its holder or an administrator to mend.',
  },
  options: {
    ext: 'see what is the matter with this extension',
    fix: 'mend what can be without risk, and say what was done',
  },
};

import type { CertificateWords } from './certificate-words.ts';

export const NL_CERTIFICATE: CertificateWords = {
  commands: {
    certificate: 'het certificaat dat TLS laat zien',
    'certificate show': 'toon het certificaat en hoe lang het geldig is',
    'certificate reload': 'lees de bestanden van het certificaat opnieuw, zonder herstart',
  },
  labels: { source: 'Afkomst', names: 'Voor', until: 'Geldig tot' },
  sources: { files: 'eigen bestanden', 'self-made': 'door de centrale gemaakt' },
  nothing: '-',
  faults: {
    unreadable: 'een bestand van het certificaat ontbreekt of mag niet gelezen worden',
    'no-certificate': 'in het bestand staat geen certificaat',
    'no-key': 'in het bestand staat geen sleutel, of er zit een wachtwoord op',
    'wrong-key': 'de sleutel hoort bij een ander certificaat',
    unusable: 'het certificaat is te zwak voor TLS',
    'not-yet-valid': 'het certificaat is nog niet geldig',
    expired: 'het certificaat is verlopen',
  },
  warning: (fault, command) =>
    `Er is iets mis met het certificaat voor TLS: ${fault}. UDP en TCP werken. Zie ${command}`,
};

import type { CertificateWords } from './certificate-words.ts';

export const EN_CERTIFICATE: CertificateWords = {
  commands: {
    certificate: 'the certificate that TLS shows',
    'certificate show': 'show the certificate and how long it is valid',
    'certificate reload': 'read the files of the certificate again, without a restart',
  },
  labels: { source: 'From', names: 'For', until: 'Valid until' },
  sources: { files: 'your files', 'self-made': 'made by the exchange' },
  nothing: '-',
  faults: {
    unreadable: 'a file of the certificate is missing or may not be read',
    'no-certificate': 'there is no certificate in the file',
    'no-key': 'there is no key in the file, or it has a password',
    'wrong-key': 'the key belongs to another certificate',
    unusable: 'the certificate is too weak for TLS',
    'not-yet-valid': 'the certificate is not valid yet',
    expired: 'the certificate has expired',
  },
  warning: (fault, command) =>
    `Something is wrong with the certificate for TLS: ${fault}. UDP and TCP work. See ${command}`,
};

import type { Settings } from '../config/settings.ts';
import type { CertificateSource } from '../platform/certificates/server-certificate.ts';
import { SELF_MADE_CERTIFICATE } from './data-files.ts';
import { serverName } from './phone-defaults.ts';

/** Whether anything speaks TLS. */
export function usesTls({ sipsPort, https, httpPort }: Settings): boolean {
  return sipsPort > 0 || (https && httpPort > 0);
}

/** Where the certificate comes from; `folder` is the data folder. */
export function certificateSource(settings: Settings, folder: string): CertificateSource {
  const { tlsCertificate, tlsKey, publicAddress } = settings;
  if (tlsCertificate !== undefined)
    return { kind: 'files', certificate: tlsCertificate, key: tlsKey ?? tlsCertificate };
  const names = [serverName(settings), publicAddress.ipv4, publicAddress.ipv6];
  return {
    kind: 'self-made',
    file: `${folder}/${SELF_MADE_CERTIFICATE}`,
    names: [...new Set(names.filter((name) => name !== undefined))],
  };
}

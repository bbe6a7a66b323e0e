import type { ProvisioningFormat } from '../../base/provisioning-format.ts';
import { fanvilFile } from './fanvil.ts';
import { grandstreamFile } from './grandstream.ts';
import { linphoneFile } from './linphone.ts';
import type { PhoneAccount, SettingsFile } from './phone-account.ts';
import { polycomAccountFile, polycomMasterFile } from './polycom.ts';
import { snomFile } from './snom.ts';
import { yealinkFile } from './yealink.ts';

const MAC = '([0-9a-f]{12})';
/** What a family asks for by the hardware address of the phone; it also tries other names, which are not there. */
const NAMES: Readonly<Record<ProvisioningFormat, RegExp>> = {
  yealink: new RegExp(`^${MAC}\\.cfg$`, 'i'),
  grandstream: new RegExp(`^cfg${MAC}\\.xml$`, 'i'),
  fanvil: new RegExp(`^${MAC}\\.cfg$`, 'i'),
  polycom: new RegExp(`^${MAC}(-account)?\\.cfg$`, 'i'),
  snom: new RegExp(`^(?:snom[0-9a-z]*-)?${MAC}\\.(?:xml|htm)$`, 'i'),
  linphone: /^linphone\.xml$/,
};

/** What a phone asks for. */
export interface AskedFile {
  /** Its hardware address in lower case; null for an app. */
  readonly mac: string | null;
  /** A Polycom asks twice: for the file that names its files, and for the file with its account. */
  readonly part: 'master' | 'account';
}

/** Undefined when the family has no file of this name. */
export function askedFile(format: ProvisioningFormat, name: string): AskedFile | undefined {
  const found = NAMES[format].exec(name);
  if (found === null) return undefined;
  const [, mac, suffix] = found;
  const part = format === 'polycom' && suffix === undefined ? 'master' : 'account';
  return { mac: mac?.toLowerCase() ?? null, part };
}

export function settingsFile(
  format: ProvisioningFormat,
  account: PhoneAccount,
  { mac, part }: AskedFile,
): SettingsFile {
  switch (format) {
    case 'yealink':
      return yealinkFile(account);
    case 'grandstream':
      return grandstreamFile(account, mac);
    case 'fanvil':
      return fanvilFile(account);
    case 'polycom':
      return part === 'master' ? polycomMasterFile(mac ?? '') : polycomAccountFile(account);
    case 'snom':
      return snomFile(account);
    case 'linphone':
      return linphoneFile(account);
  }
}

/** What is typed into the phone behind the link: it puts its own name of the file in the place of the rest. */
export function settingsAddress(format: ProvisioningFormat, link: string): string {
  switch (format) {
    case 'yealink':
    case 'fanvil':
      return link;
    // The field has a choice of its own for the protocol.
    case 'grandstream':
    case 'polycom':
      return link.replace(/^https?:\/\//, '').replace(/\/$/, '');
    case 'snom':
      return `${link}{mac}.xml`;
    case 'linphone':
      return `${link}linphone.xml`;
  }
}

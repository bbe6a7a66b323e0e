export const PROVISIONING_FORMATS = [
  'yealink',
  'grandstream',
  'snom',
  'fanvil',
  'polycom',
  'linphone',
] as const;
/** Families of phones and apps that fetch a settings file themselves, each in a form of its own. */
export type ProvisioningFormat = (typeof PROVISIONING_FORMATS)[number];

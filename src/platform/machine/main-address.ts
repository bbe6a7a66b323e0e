import { networkInterfaces } from 'node:os';

/** As `os.networkInterfaces()` gives it. */
export type Interfaces = Readonly<
  Record<
    string,
    | readonly {
        readonly address: string;
        readonly family: string;
        readonly internal: boolean;
        readonly cidr: string | null;
      }[]
    | undefined
  >
>;

/**
 * The address under which other machines know this one: the first IPv4 address that is not the machine's own,
 * else the first such IPv6 address, else loopback. Link-local addresses do not count: they mean nothing elsewhere.
 */
export function mainAddress(interfaces: Interfaces = networkInterfaces(), loopback = '127.0.0.1'): string {
  const outside = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, internal }) => !internal && !isLinkLocal(address));
  const preferred = outside.find(({ family }) => family === 'IPv4') ?? outside[0];
  return preferred?.address ?? loopback;
}

/** RFC 3927 and RFC 4291 §2.5.6. */
export function isLinkLocal(address: string): boolean {
  return address.startsWith('169.254.') || /^fe[89ab][0-9a-f]:/i.test(address);
}

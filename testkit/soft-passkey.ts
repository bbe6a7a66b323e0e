import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** Of WebAuthn §6.1: user present, user verified, attested credential data included. */
const PRESENT_AND_VERIFIED = 0x05;
const WITH_CREDENTIAL = 0x40;

/** A device that makes passkeys and signs with them (WebAuthn, ES256, no attestation), for tests. */
export class SoftPasskey {
  readonly id: string;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  counter = 0;

  constructor(name: string) {
    this.id = Buffer.from(name.padEnd(16, '.')).toString('base64url');
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    this.#publicKey = publicKey;
  }

  /** What a browser gives for the options of a registration. */
  register(challenge: string, origin: string): object {
    const credential = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, Buffer.from(this.id, 'base64url').length]),
      Buffer.from(this.id, 'base64url'),
      this.#coseKey(),
    ]);
    const authData = Buffer.concat([this.#head(origin, WITH_CREDENTIAL), credential]);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      bytes(authData),
    ]);
    const clientDataJSON = clientData('webauthn.create', challenge, origin);
    return this.#credential({
      attestationObject: attestationObject.toString('base64url'),
      clientDataJSON: clientDataJSON.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** What a browser gives for the options of a log-in. */
  sign(challenge: string, origin: string): object {
    this.counter += 1;
    const authenticatorData = this.#head(origin, 0);
    const clientDataJSON = clientData('webauthn.get', challenge, origin);
    const hash = createHash('sha256').update(clientDataJSON).digest();
    const signature = createSign('sha256')
      .update(Buffer.concat([authenticatorData, hash]))
      .sign(this.#privateKey);
    return this.#credential({
      authenticatorData: authenticatorData.toString('base64url'),
      clientDataJSON: clientDataJSON.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }

  #credential(response: object): object {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #head(origin: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const relyingParty = createHash('sha256').update(new URL(origin).hostname).digest();
    return Buffer.concat([relyingParty, Buffer.from([PRESENT_AND_VERIFIED | flags]), counter]);
  }

  /** RFC 9053 §7.1.1 in CBOR: kty EC2, alg ES256, crv P-256, x, y. */
  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' });
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      bytes(Buffer.from(x, 'base64url')),
      Buffer.from([0x22]),
      bytes(Buffer.from(y, 'base64url')),
    ]);
  }
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** CBOR, RFC 8949 §3.1: major type 3. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
}

/** Major type 2, with a length of one byte or of two. */
function bytes(value: Buffer): Buffer {
  const length = value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 255];
  return Buffer.concat([Buffer.from(length), value]);
}

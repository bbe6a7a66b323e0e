/** RFC 7616 §3.3 and RFC 8760 §2. The `-sess` variants and SHA-512/256 are not offered: no phone asks for them. */
export type DigestAlgorithm = 'MD5' | 'SHA-256';

/** H(A1) of one account in both algorithms, in lower-case hexadecimal. Worth as much as the password. */
export interface DigestSecret {
  /** Undefined when the account does not take MD5. */
  readonly md5: string | undefined;
  readonly sha256: string;
  /** Further passwords of the account, one for each of its phones; undefined for most accounts. */
  readonly others?: readonly PhoneSecret[] | undefined;
}

export interface PhoneSecret {
  readonly md5: string;
  readonly sha256: string;
}

/** What `/healthz` and `hamvoip doctor` judge alike. */
const DAY_MS = 86_400_000;
const MEBIBYTE = 1024 * 1024;

/** Checks of `/healthz` that `doctor` has as well, by its code: docs/operate/doctor.md explains them. */
export const DOCTOR_CODES = { tls: 'HC-TLS-001', disk: 'HC-SYS-003' } as const;

/** A certificate that is renewed by itself is so a month before its end. */
export const CERTIFICATE_RENEWED_BY_MS = 21 * DAY_MS;

/** A write-ahead log and a backup must fit in what is left. */
export const LEAST_DISK_BYTES = { attention: 512 * MEBIBYTE, fault: 16 * MEBIBYTE } as const;

import { PDFDocument, PDFHeader, PDFName } from '@cantoo/pdf-lib';

/** Opens with this password only. */
interface PdfSecret {
  /** At least 100 bits (security 2.23). */
  readonly password: string;
  /** Would lift the restrictions below; nobody is given it. */
  readonly ownerPassword: string;
}

/**
 * PDF 2.0 with AES-256, revision 6 (ISO 32000-2 §7.6.4.4), metadata included. Whoever opens it may print, read aloud
 * and copy a number out of it, and change nothing.
 */
export async function encryptPdf(
  pdf: Uint8Array,
  { password, ownerPassword }: PdfSecret,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { catalog, context } = document;
  context.header = PDFHeader.forVersion(2, 0);
  // The library encrypts streams and no strings: they all go into object streams, the catalog's own one included,
  // and are encrypted with what holds them.
  const language = catalog.get(LANGUAGE);
  if (language !== undefined) catalog.set(LANGUAGE, context.register(language));
  document.encrypt({
    algorithm: 'AES-256',
    userPassword: password,
    ownerPassword,
    permissions: { printing: 'highResolution', copying: true, contentAccessibility: true },
  });
  return document.save({ useObjectStreams: true, objectsPerTick: Number.POSITIVE_INFINITY });
}

const LANGUAGE = PDFName.of('Lang');

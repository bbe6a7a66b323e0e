import { renderSVG } from 'uqr';

/** A QR code as SVG, black on white, with the quiet border readers need (ISO/IEC 18004 §6.3.8). */
export function qrPicture(text: string): string {
  return renderSVG(text, { border: 4, ecc: 'M' });
}

import { KNOWN_CODECS } from '../../sdp/encoding.ts';
import type { Service } from './service-call.ts';

/** The echo test (*43): whatever arrives goes back as it is, so every codec will do. */
export const ECHO: Service = {
  encodings: KNOWN_CODECS,
  begin(_call, stream) {
    stream.echo();
  },
  onDtmf() {},
  end() {},
};

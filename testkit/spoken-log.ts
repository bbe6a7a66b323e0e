import type { MediaPlane } from '../src/media/media-plane.ts';
import type { PromptId } from '../src/media/prompts/prompt.ts';

/** Writes down what the streams of this media plane are told to say, and lets them say it. */
export function logSpoken(media: MediaPlane, spoken: PromptId[]): void {
  const openStream = media.openStream.bind(media);
  media.openStream = async (...wanted) => {
    const opened = await openStream(...wanted);
    if (!opened.ok) return opened;
    const stream = opened.value;
    const say = stream.say.bind(stream);
    stream.say = (prompt) => {
      spoken.push(prompt);
      say(prompt);
    };
    return opened;
  };
}

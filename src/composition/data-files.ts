/** Names in the data folder. */
export const DATABASE_FILE = 'hamvoip.db';
export const SETTINGS_FILE = 'hamvoip.toml';
/** Recordings of the club's own, in a folder for each language. */
export const PROMPTS_FOLDER = 'prompts';
export const CONTROL_SOCKET = 'control.sock';
export const SELF_MADE_CERTIFICATE = 'tls-self-made.pem';

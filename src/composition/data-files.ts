/** Names in the data folder. */
export const DATABASE_FILE = 'hamvoip.db';
export const SETTINGS_FILE = 'hamvoip.toml';
export const CONTROL_SOCKET = 'control.sock';

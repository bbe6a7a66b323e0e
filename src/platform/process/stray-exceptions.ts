/**
 * From now on an exception that nobody caught, or a promise nobody waited for, is told instead of ending the process:
 * a mistake of ours in one call must not cost all others theirs (security §3). Gives the way back.
 */
export function catchStrayExceptions(onException: (error: unknown) => void): () => void {
  // An unhandled rejection arrives here as well, unless someone listens for those.
  process.on('uncaughtException', onException);
  return () => process.off('uncaughtException', onException);
}

/** Addresses of the built files, put in by `ui/build.ts`. */
declare const BUILT_ASSETS: { readonly script: string; readonly style: string; readonly dark: string };

export const ASSETS = BUILT_ASSETS;

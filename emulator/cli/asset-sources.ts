/** Beside the assembly, a JSON object: of each asset's directory, the folder of the project that the app named. */
export const ASSET_SOURCES = 'asset-sources.json';

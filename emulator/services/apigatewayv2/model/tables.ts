/** A step that was released is never changed, a further one is appended. */
export const MIGRATIONS = [
  `CREATE TABLE apigatewayv2_apis (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE apigatewayv2_parts (api TEXT NOT NULL REFERENCES apigatewayv2_apis (id) ON DELETE CASCADE,
     kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (api, kind, id)) STRICT;
   CREATE TABLE apigatewayv2_snapshots (api TEXT NOT NULL REFERENCES apigatewayv2_apis (id) ON DELETE CASCADE,
     deployment TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (api, deployment)) STRICT`,
] as const;

import { operation } from '../../../door/operation.ts';
import { notFound } from '../errors.ts';
import type { Authorizations } from '../http/authorize.ts';
import type { Connection } from '../http/model.ts';
import type { Named } from '../http/named.ts';
import type { RequestParts } from '../http/request-parts.ts';

interface Deps {
  readonly connections: Named<Connection>;
  readonly authorizations: Authorizations;
}

export interface ConnectionCredentialsInput {
  readonly connectionArn: string;
  /** Set when the API did not take the token that was answered before. */
  readonly renew?: boolean;
}

/**
 * What a request through a connection carries, for whoever may see its secret: the role of an HTTP task
 * (https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html).
 */
export const retrieveConnectionCredentials = ({ connections, authorizations }: Deps) =>
  operation<ConnectionCredentialsInput, RequestParts>({
    name: 'RetrieveConnectionCredentials',
    internal: true,
    access({ connectionArn }) {
      const secret = connections.byArn(connectionArn)?.secretArn;
      return [
        { action: 'events:RetrieveConnectionCredentials', resource: connectionArn },
        ...(secret === undefined
          ? []
          : ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'].map((action) => ({
              action,
              resource: secret,
            }))),
      ];
    },
    run({ connectionArn, renew }) {
      const connection = connections.byArn(connectionArn);
      if (!connection) throw notFound(`Connection ${connectionArn} does not exist.`);
      if (renew) authorizations.forget(connection);
      return authorizations.parts(connection);
    },
  });

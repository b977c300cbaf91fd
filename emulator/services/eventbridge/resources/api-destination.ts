import { z } from 'zod';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { resourceType } from '../../../template/resource-type.ts';
import { number, text } from '../../../template/scalars.ts';
import { type ApiDestination, type Connection, METHODS } from '../http/model.ts';
import type { Named } from '../http/named.ts';
import { createApiDestination, updateApiDestination } from '../operations/api-destinations.ts';

const schema = z.strictObject({
  Name: text.optional(),
  Description: text.optional(),
  ConnectionArn: text,
  HttpMethod: z.enum(METHODS),
  InvocationEndpoint: text,
  InvocationRateLimitPerSecond: number.optional(),
});

interface Deps {
  readonly connections: Named<Connection>;
  readonly destinations: Named<ApiDestination>;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-apidestination.html */
export function apiDestinationResource(deps: Deps) {
  const { destinations } = deps;
  const deployed = ({ arn, name }: ApiDestination) => ({
    physicalId: name,
    attributes: { Arn: arn, ArnForPolicy: arn.replace(/\/[^/]+$/, '') },
  });
  return resourceType({
    type: 'AWS::Events::ApiDestination',
    schema,
    attributes: ['Arn', 'ArnForPolicy'],
    createOnly: ['Name'],
    create: (properties, context) =>
      deployed(
        createApiDestination(deps, { ...properties, Name: properties.Name ?? context.generateName({ maxLength: 64 }) }),
      ),
    update: ({ physicalId, properties }) =>
      deployed(updateApiDestination(deps, destinations.get(physicalId), properties)),
    delete({ physicalId }) {
      const destination = destinations.find(physicalId);
      if (destination) destinations.delete(destination);
    },
  });
}

import type { Door } from '../../../door/door.ts';
import type { InvokeApiDestinationInput } from '../operations/api-destinations.ts';
import type { TargetKind } from './target.ts';

/** Calls an HTTP API as the target's role, in a lane of its own: a slow endpoint keeps no other target waiting. */
export const apiDestinationTarget = (door: Door): TargetKind => ({
  title: 'API destination',
  owns: (service, resource) => service === 'events' && resource.startsWith('api-destination/'),
  needsRole: true,
  lane: 'http',
  send: ({ target, input, principal }) =>
    door.call<InvokeApiDestinationInput, object>(
      { service: 'eventbridge', operation: 'InvokeApiDestination', principal },
      { arn: target.Arn, input, parameters: target.HttpParameters },
    ),
});

import type {
  CreateInvalidationCommandInput,
  CreateInvalidationCommandOutput,
  GetInvalidationCommandInput,
  GetInvalidationCommandOutput,
} from '@aws-sdk/client-cloudfront';
import { operation } from '../../../door/operation.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Distributions } from '../distributions.ts';
import { invalidArgument, noSuchDistribution, noSuchInvalidation } from '../errors.ts';
import type { Invalidation, Invalidations } from '../invalidations.ts';
import { counted } from './shapes.ts';

export interface InvalidationDeps {
  readonly distributions: Distributions;
  readonly invalidations: Invalidations;
  readonly clock: Clock;
  readonly ids: Ids;
}

const ID_CHARACTERS = 13;

/** Complete as soon as it is asked for: nothing is cached. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
export const createInvalidation = ({ distributions, invalidations, clock, ids }: InvalidationDeps) =>
  operation<CreateInvalidationCommandInput, Omit<CreateInvalidationCommandOutput, '$metadata'>>({
    name: 'CreateInvalidation',
    access: ({ DistributionId = '*' }) => [
      { action: 'cloudfront:CreateInvalidation', resource: distributions.arnOf(DistributionId) },
    ],
    run({ DistributionId = '', InvalidationBatch: batch }) {
      if (!distributions.find(DistributionId)) throw noSuchDistribution();
      const paths = batch?.Paths?.Items ?? [];
      if (paths.length === 0) throw invalidArgument('Your request contains no paths to invalidate.');
      const wrong = paths.find((path) => !path.startsWith('/'));
      if (wrong !== undefined) throw invalidArgument(`Your request contains an invalid invalidation path: ${wrong}`);
      const invalidation = invalidations.add({
        id: `I${ids.letters(ID_CHARACTERS)}`,
        distributionId: DistributionId,
        callerReference: batch?.CallerReference ?? '',
        paths,
        createdAt: new Date(clock.now()).toISOString(),
      });
      return {
        Location: `/2020-05-31/distribution/${DistributionId}/invalidation/${invalidation.id}`,
        ...shape(invalidation),
      };
    },
  });

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetInvalidation.html */
export const getInvalidation = ({
  distributions,
  invalidations,
}: Pick<InvalidationDeps, 'distributions' | 'invalidations'>) =>
  operation<GetInvalidationCommandInput, Omit<GetInvalidationCommandOutput, '$metadata'>>({
    name: 'GetInvalidation',
    access: ({ DistributionId = '*' }) => [
      { action: 'cloudfront:GetInvalidation', resource: distributions.arnOf(DistributionId) },
    ],
    run({ DistributionId = '', Id = '' }) {
      if (!distributions.find(DistributionId)) throw noSuchDistribution();
      const invalidation = invalidations.find(DistributionId, Id);
      if (!invalidation) throw noSuchInvalidation();
      return shape(invalidation);
    },
  });

function shape({ id, callerReference, paths, createdAt }: Invalidation) {
  return {
    Invalidation: {
      Id: id,
      Status: 'Completed',
      CreateTime: new Date(createdAt),
      InvalidationBatch: { CallerReference: callerReference, Paths: counted(paths) },
    },
  };
}

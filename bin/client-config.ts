/**
 * What clients of command lines are made with: the SDK for JavaScript knows the region as AWS_REGION only, the aws CLI as
 * AWS_DEFAULT_REGION, and whoever uses the one has set it for the other. Without both, the SDK asks the profile.
 */
export const clientConfig = {
  ...(process.env.AWS_DEFAULT_REGION !== undefined && {
    region: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
  }),
};

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { openStore } from '../../../emulator/runtime/store.ts';
import { createSsm } from '../../../emulator/services/ssm/service.ts';
import { DeployError } from '../../../emulator/template/deploy-error.ts';
import { resourceType } from '../../../emulator/template/resource-type.ts';
import { assemblyOf, progressLines, removeAssemblies, startDeployer, type Things, thing } from './support.ts';

afterAll(removeAssemblies);

const CHAIN = {
  app: {
    Resources: {
      C: thing({ Label: { Ref: 'B' } }),
      B: thing({ Label: { 'Fn::GetAtt': ['A', 'Arn'] } }),
      A: thing({ Name: 'first' }),
    },
    Outputs: { Last: { Value: { Ref: 'C' } }, Arn: { Value: { 'Fn::Sub': '${A.Arn}!' } } },
  },
};

describe('A deployment', () => {
  it('creates resources after those they need and tells each step', async () => {
    const { deployer, log, things } = startDeployer();
    const { lines, onProgress } = progressLines();

    await deployer.deploy(assemblyOf(CHAIN), onProgress);

    expect(log).toEqual(['create A', 'create B', 'create C']);
    expect(lines).toEqual(['create 1/3 app/A', 'create 2/3 app/B', 'create 3/3 app/C', 'app created']);
    expect([...things.values()].map(({ label }) => label)).toEqual([
      undefined,
      'arn:aws:test:us-east-1:000000000000:thing/first',
      expect.stringMatching(/^app-B-[0-9A-F]{12}$/),
    ]);
    expect(deployer.outputs().app).toEqual({
      Last: expect.stringMatching(/^app-C-/),
      Arn: 'arn:aws:test:us-east-1:000000000000:thing/first!',
    });
  });

  it('does nothing the second time, also in a new process', async () => {
    const store = openStore();
    const things: Things = new Map();
    const assembly = assemblyOf(CHAIN);
    await startDeployer({ store, things }).deployer.deploy(assembly);

    const second = startDeployer({ store, things });
    const { lines, onProgress } = progressLines();
    await second.deployer.deploy(assembly, onProgress);

    expect(second.log).toEqual([]);
    expect(lines).toEqual(['app unchanged']);
  });

  it('updates what changed in place, creates what is new and deletes what is gone', async () => {
    const { deployer, log, things } = startDeployer();
    await deployer.deploy(assemblyOf({ app: { Resources: { A: thing({ Size: 1 }), Old: thing({ Name: 'old' }) } } }));
    log.length = 0;

    await deployer.deploy(assemblyOf({ app: { Resources: { A: thing({ Size: '2' }), New: thing({ Name: 'new' }) } } }));

    expect(log).toEqual(['update A 1 → 2', 'create New', 'delete Old']);
    expect([...things.keys()]).toEqual([expect.stringMatching(/^app-A-/), 'new']);
  });

  it('replaces what cannot be changed: creates the new one, updates dependents, deletes the old one', async () => {
    const { deployer, log, things } = startDeployer();
    const template = (name: string) => ({
      app: { Resources: { A: thing({ Name: name }), B: thing({ Label: { Ref: 'A' } }) } },
    });
    await deployer.deploy(assemblyOf(template('one')));
    log.length = 0;

    await deployer.deploy(assemblyOf(template('two')));

    expect(log).toEqual(['create A', 'update B 1 → 1', 'delete A']);
    expect([...things.keys()]).toEqual([expect.stringMatching(/^app-B-/), 'two']);
  });

  it('keeps what a policy retains and says so', async () => {
    const { deployer, things } = startDeployer();
    const kept = thing({ Name: 'kept' }, { DeletionPolicy: 'Retain' });
    await deployer.deploy(assemblyOf({ app: { Resources: { A: thing(), B: kept } } }));
    const { lines, onProgress } = progressLines();

    await deployer.deploy(assemblyOf({ app: { Resources: { A: thing() } } }), onProgress);

    expect(things.has('kept')).toBe(true);
    expect(lines).toContain('note app/B: kept is kept, as the policy Retain says');
  });

  it('deletes the stacks that the application no longer has', async () => {
    const { deployer, things, log } = startDeployer();
    const one = { Resources: { A: thing({ Name: 'a' }) } };
    const both = assemblyOf({ one, two: { Resources: { B: thing({ Name: 'b' }) } } });
    await deployer.deploy(both);
    await deployer.deploy(assemblyOf({ other: { Resources: { C: thing({ Name: 'c' }) } } }));
    const { lines, onProgress } = progressLines();

    await deployer.deploy(assemblyOf({ one }, both.directory), onProgress);

    expect(lines).toEqual(['one unchanged', 'delete 1/1 two/B', 'two deleted']);
    expect([...things.keys()]).toEqual(['a', 'c']);
    expect(log).toContain('delete B');
  });

  it('passes a changed export on to the stacks that import it, although their templates are the same', async () => {
    const { deployer, things } = startDeployer();
    const templates = (name: string) => ({
      producer: {
        Resources: { A: thing({ Name: name }) },
        Outputs: { Name: { Value: { Ref: 'A' }, Export: { Name: 'shared' } } },
      },
      consumer: { Resources: { B: thing({ Name: 'b', Label: { 'Fn::ImportValue': 'shared' } }) } },
    });
    await deployer.deploy(assemblyOf(templates('one')));
    expect(things.get('b')?.label).toBe('one');

    await deployer.deploy(assemblyOf(templates('two')));

    expect(things.get('b')?.label).toBe('two');
  });
});

describe('A deployment that fails', () => {
  it('says in one line which stack, resource and reason, and takes back what it created', async () => {
    const { deployer, log, things } = startDeployer();
    const assembly = assemblyOf({
      app: { Resources: { A: thing(), B: thing({ Broken: true, Label: { Ref: 'A' } }) } },
    });

    const error = await deployer.deploy(assembly).catch((thrown) => thrown);

    expect(error).toBeInstanceOf(DeployError);
    expect(error.message).toBe('app/B Test::Thing: ThingBroken: This thing cannot be made');
    expect(log).toEqual(['create A', 'delete A']);
    expect(things.size).toBe(0);
    expect(deployer.stacks.find('app')).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
  });

  it('starts anew once the template is mended', async () => {
    const { deployer, things } = startDeployer();
    const template = (broken: boolean) => ({ app: { Resources: { A: thing({ Name: 'a', Broken: broken }) } } });
    await deployer.deploy(assemblyOf(template(true))).catch(() => undefined);

    await deployer.deploy(assemblyOf(template(false)));

    expect(things.has('a')).toBe(true);
    expect(deployer.stacks.find('app')).toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  it('restores changed and replaced resources when an update fails', async () => {
    const { deployer, things, store } = startDeployer();
    const template = (size: number, name: string, broken: boolean) => ({
      app: {
        Resources: {
          A: thing({ Size: size }),
          B: thing({ Name: name }),
          C: thing({ Label: { Ref: 'B' }, Broken: broken }),
        },
      },
    });
    await deployer.deploy(assemblyOf(template(1, 'b1', false)));
    const before = structuredClone([...things]);

    const failure = deployer.deploy(assemblyOf(template(2, 'b2', true)));

    await expect(failure).rejects.toThrow('app/C Test::Thing: ThingBroken: This thing cannot be changed');
    expect([...things]).toEqual(expect.arrayContaining(before));
    expect(things.size).toBe(3);
    expect(deployer.stacks.find('app')).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(store.all('SELECT * FROM cloudformation_leftover')).toEqual([]);
  });

  it('explains that a resource with a name of its own cannot be replaced', async () => {
    const { deployer } = startDeployer();
    await deployer.deploy(assemblyOf({ app: { Resources: { A: thing({ Name: 'a' }), B: thing({ Name: 'b' }) } } }));
    const swap = assemblyOf({ app: { Resources: { A: thing({ Name: 'b' }), B: thing({ Name: 'b' }) } } });

    await expect(deployer.deploy(swap)).rejects.toThrow(
      /^app\/A Test::Thing: CloudFormation cannot update a stack when a custom-named resource requires replacing\. Rename a/,
    );
  });

  it('lets an update stand when only its cleanup fails, and says what is left', async () => {
    const { deployer, things } = startDeployer();
    const sticky = thing({ Name: 'sticky', Label: 'sticky' });
    await deployer.deploy(assemblyOf({ app: { Resources: { A: thing(), B: sticky } } }));
    const { lines, onProgress } = progressLines();

    await deployer.deploy(assemblyOf({ app: { Resources: { A: thing({ Size: 2 }) } } }), onProgress);

    expect(lines).toContain(
      'note app/B: sticky was not deleted and no longer belongs to the stack: ThingNotEmpty: The thing is not empty',
    );
    expect(things.has('sticky')).toBe(true);
    expect(deployer.stacks.find('app')).toMatchObject({ status: 'UPDATE_COMPLETE' });
  });
});

describe('A deployment that was stopped', () => {
  it('goes on where it was', async () => {
    const store = openStore();
    const things: Things = new Map();
    const first = startDeployer({ store, things });
    const stopping = first.deployer.deploy(assemblyOf(CHAIN), ({ kind }) => {
      if (kind === 'resource') void first.deployer.stop();
    });
    await expect(stopping).rejects.toThrow('The deployment was stopped');
    expect(first.log).toEqual(['create A']);

    const second = startDeployer({ store, things });
    await second.deployer.deploy(assemblyOf(CHAIN));

    expect(second.log).toEqual(['create B', 'create C']);
    expect(second.deployer.stacks.find('app')).toMatchObject({ status: 'CREATE_COMPLETE' });
  });
});

describe('A deployment that was killed', () => {
  const killed = async (isMade: boolean) => {
    const store = openStore();
    const things: Things = new Map();
    const { promise: reached, resolve } = Promise.withResolvers<void>();
    const endless = resourceType({
      type: 'Test::Slow',
      schema: z.strictObject({}),
      attributes: [],
      createOnly: [],
      create: () => {
        if (isMade) things.set('slow', { size: 1 });
        resolve();
        return new Promise<never>(() => undefined);
      },
      update: ({ physicalId }) => ({ physicalId, attributes: {} }),
      delete: () => undefined,
    });
    const quick: typeof endless = {
      ...endless,
      create: () => {
        if (things.has('slow')) throw new Error('There is a slow thing already');
        return { physicalId: 'slow', attributes: {} };
      },
    };
    const assembly = assemblyOf({
      app: { Resources: { A: thing({ Name: 'a' }), B: { Type: 'Test::Slow', DependsOn: 'A' } } },
    });
    void startDeployer({ store, things, types: [endless] }).deployer.deploy(assembly);
    await reached;
    return { assembly, next: startDeployer({ store, things, types: [quick] }) };
  };

  it('goes on with the resource that was under way', async () => {
    const { assembly, next } = await killed(false);

    await next.deployer.deploy(assembly);

    expect(next.log).toEqual([]);
    expect(next.deployer.stacks.find('app')).toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  it('says what helps when that resource was made and nobody knows', async () => {
    const { assembly, next } = await killed(true);

    await expect(next.deployer.deploy(assembly)).rejects.toThrow(
      'app/B Test::Slow: Error: There is a slow thing already (it was being created when an earlier run was killed; "npm run reset" wipes the local state)',
    );
  });

  it('deletes afterwards what had been replaced', async () => {
    const store = openStore();
    const things: Things = new Map();
    const first = startDeployer({ store, things });
    const template = (name: string) => ({
      app: { Resources: { A: thing({ Name: name }), B: thing({ Name: 'b', Label: { Ref: 'A' } }) } },
    });
    await first.deployer.deploy(assemblyOf(template('one')));
    const replacing = first.deployer.deploy(assemblyOf(template('two')), (step) => {
      if (step.kind === 'resource' && step.action === 'update') throw new Error('killed');
      if (step.kind === 'resource' && step.action === 'roll back') throw new Error('killed');
    });
    await expect(replacing).rejects.toThrow('killed');
    expect([...things.keys()]).toEqual(['one', 'b', 'two']);

    const second = startDeployer({ store, things });
    await second.deployer.deploy(assemblyOf(template('two')));

    expect(second.log).toEqual(['update B 1 → 1', 'delete A']);
    expect([...things.keys()]).toEqual(['b', 'two']);
  });
});

describe('Deployments', () => {
  it('that are asked for at once are done one after the other', async () => {
    const { deployer, log } = startDeployer();
    const template = (size: number) => assemblyOf({ app: { Resources: { A: thing({ Size: size }) } } });

    await Promise.all([deployer.deploy(template(1)), deployer.deploy(template(2)), deployer.deploy(template(3))]);

    expect(log).toEqual(['create A', 'update A 1 → 2', 'update A 2 → 3']);
  });

  it('tell of a stack that is made for another account or region', async () => {
    const { deployer } = startDeployer();
    const { lines, onProgress } = progressLines();
    const assembly = assemblyOf({ app: { Resources: { A: thing() } } });
    const pinned = {
      ...assembly,
      stacks: assembly.stacks.map((stack) => ({ ...stack, environment: 'aws://1/eu-west-1' })),
    };

    await deployer.deploy(pinned, onProgress);

    expect(lines[0]).toBe(
      'note app/: is made for aws://1/eu-west-1; here it is deployed to aws://000000000000/us-east-1, whatever its template says',
    );
  });
});

describe('Stored values', () => {
  it('are read for parameters and references; a parameter that changed deploys its stack again', async () => {
    const store = openStore();
    const things: Things = new Map();
    const templates = {
      app: {
        Parameters: {
          Url: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/url' },
          BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
        },
        Resources: {
          A: thing({ Name: 'a', Label: { Ref: 'Url' } }),
          B: thing({ Name: 'b', Label: '<{{resolve:ssm:/url:1}}>' }),
        },
      },
    };
    const account = { kind: 'account', arn: 'arn:aws:iam::000000000000:root' } as const;
    const start = () => {
      const started = startDeployer({ store, things });
      started.door.add(createSsm({ ...started, serviceEvents: { publish: () => undefined } }));
      const put = (Value: string) =>
        started.door.call(
          { service: 'ssm', operation: 'PutParameter', principal: account },
          { Name: '/url', Value, Type: 'String', Overwrite: true },
        );
      return { ...started, put };
    };
    const first = start();
    await first.put('one');
    await first.deployer.deploy(assemblyOf(templates));
    expect([things.get('a')?.label, things.get('b')?.label]).toEqual(['one', '<one>']);

    const second = start();
    await second.put('two');
    await second.deployer.deploy(assemblyOf(templates));

    expect([things.get('a')?.label, things.get('b')?.label]).toEqual(['two', '<one>']);
  });
});

describe('destroy', () => {
  it('deletes all stacks, dependents first', async () => {
    const { deployer, log, things } = startDeployer();
    await deployer.deploy(assemblyOf(CHAIN));
    log.length = 0;

    await deployer.destroy();

    expect(log).toEqual(['delete C', 'delete B', 'delete A']);
    expect(things.size).toBe(0);
    expect(deployer.stacks.live()).toEqual([]);
  });

  it('leaves what a resource that would not go depends on', async () => {
    const { deployer, things } = startDeployer();
    await deployer.deploy(
      assemblyOf({
        app: {
          Resources: {
            Base: thing({ Name: 'base' }),
            Top: thing({ Label: 'sticky' }, { DependsOn: 'Base' }),
            Free: thing(),
          },
        },
      }),
    );

    await expect(deployer.destroy()).rejects.toThrow('app/Top Test::Thing: ThingNotEmpty: The thing is not empty');

    expect([...things.keys()]).toEqual(['base', expect.stringMatching(/^app-Top-/)]);
    expect(deployer.stacks.find('app')).toMatchObject({ status: 'DELETE_FAILED' });
  });
});

it('reads a template no differently than it is written', () => {
  const assembly = assemblyOf(CHAIN);
  expect(assembly.stacks[0]?.templateBody).toBe(readFileSync(assembly.stacks[0]?.templateFile ?? '', 'utf8'));
});

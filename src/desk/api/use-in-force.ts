import { useQuery } from '@tanstack/react-query';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { read } from '#web/client.ts';

/** The program in force, as its file has it; its drafts beside it. @param wanted false: nothing is asked for */
export function useInForce(wanted = true) {
  const program = useQuery({
    queryKey: ['program'],
    queryFn: () => read(deskLinks.program),
    enabled: wanted,
  });
  const version = program.data?.versions.find(({ state }) => state === 'in-force')?.version;
  const file = useQuery({
    queryKey: ['program', 'version', version],
    queryFn: () => read(deskLinks.programVersion(String(version))),
    enabled: wanted && version !== undefined,
    // A version never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { program, version, file };
}

import type { components } from '@/api/generated/schema.gen';

export type Problem = components['schemas']['Problem'];

/** An answer of the API that is not a success, or no answer at all (`status` 0). */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

export const problemOf = (error: unknown): Problem | undefined => {
  if (error instanceof ProblemError) return error.problem;
  if (!error) return undefined;
  return { type: 'about:blank', title: String(error), status: 0, code: 'unreachable' };
};

export const readProblem = async (response: Response): Promise<Problem> => {
  const bare = { type: 'about:blank', title: response.statusText, status: response.status };
  try {
    return { ...bare, code: 'unknown', ...(await response.clone().json()) };
  } catch {
    return { ...bare, code: response.status >= 500 ? 'unreachable' : 'unknown' };
  }
};

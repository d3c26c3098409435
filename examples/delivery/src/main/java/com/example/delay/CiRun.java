package com.example.delay;

import java.util.Map;

/**
 * The run of a pipeline, or of a person on a laptop: what the registry's audit trail says of its changes.
 *
 * @param system the system that runs the stages
 * @param commit the commit that was built
 * @param url the page of the run
 * @param actor who or what started it
 */
record CiRun(String system, String commit, String url, String actor) {

    /** Reads the variables that each system sets. */
    static CiRun of(Map<String, String> env) {
        if (env.containsKey("GITLAB_CI")) {
            return new CiRun(
                    "GitLab", text(env, "CI_COMMIT_SHA"), text(env, "CI_PIPELINE_URL"), text(env, "GITLAB_USER_LOGIN"));
        }
        if (env.containsKey("JENKINS_URL")) {
            return new CiRun("Jenkins", text(env, "GIT_COMMIT"), text(env, "BUILD_URL"), "jenkins");
        }
        if (env.containsKey("TF_BUILD")) {
            String url = text(env, "SYSTEM_COLLECTIONURI") + text(env, "SYSTEM_TEAMPROJECT")
                    + "/_build/results?buildId=" + text(env, "BUILD_BUILDID");
            return new CiRun("Azure", text(env, "BUILD_SOURCEVERSION"), url, text(env, "BUILD_REQUESTEDFOR"));
        }
        if (env.containsKey("GITHUB_ACTIONS")) {
            String url = text(env, "GITHUB_SERVER_URL") + "/" + text(env, "GITHUB_REPOSITORY") + "/actions/runs/"
                    + text(env, "GITHUB_RUN_ID");
            return new CiRun("GitHub", text(env, "GITHUB_SHA"), url, text(env, "GITHUB_ACTOR"));
        }
        return new CiRun("laptop", text(env, "DELIVERY_COMMIT"), "none", System.getProperty("user.name", "unknown"));
    }

    private static String text(Map<String, String> env, String variable) {
        String value = env.getOrDefault(variable, "");
        return value.isBlank() ? "unknown" : value;
    }

    /** The facts as metadata of a version. */
    Map<String, String> metadata() {
        return Map.of("delivery.system", system, "delivery.commit", commit, "delivery.pipeline", url);
    }

    /** A reason for the audit trail that names commit and pipeline. */
    String because(String why) {
        return why + "; commit " + commit + "; pipeline " + url + " (" + system + ")";
    }
}

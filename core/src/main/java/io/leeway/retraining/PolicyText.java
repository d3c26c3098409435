package io.leeway.retraining;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes policies as text, a statement a line. Reading is strict: what is misspelt is an error, not a default. */
final class PolicyText {

    private static final List<String> STATEMENTS =
            List.of("policy", "when", "or", "unless", "pause", "at most", "one every");

    private final Set<String> once = new HashSet<>();
    private RetrainingPolicy.@Nullable Builder builder;

    private PolicyText() {}

    static String write(RetrainingPolicy policy) {
        StringBuilder text =
                new StringBuilder("policy ").append(name(policy.name())).append('\n');
        String word = "when ";
        for (Condition reason : policy.reasons()) {
            text.append(word).append(ConditionText.write(reason)).append('\n');
            word = "or ";
        }
        policy.vetoes()
                .forEach(veto ->
                        text.append("unless ").append(ConditionText.write(veto)).append('\n'));
        if (!policy.cooldown().isZero()) {
            text.append("pause ").append(Words.exact(policy.cooldown())).append('\n');
        }
        policy.budget().ifPresent(most -> text.append("at most ").append(most).append('\n'));
        policy.allowance().ifPresent(most -> text.append(most).append('\n'));
        return text.toString();
    }

    private static String name(String name) {
        boolean plain = name.equals(name.strip())
                && !name.startsWith("\"")
                && name.chars().noneMatch(Character::isISOControl);
        return plain ? name : PolicyWords.quoted(name);
    }

    static RetrainingPolicy read(String text) {
        PolicyText reader = new PolicyText();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                reader.statement(new PolicyWords(i + 1, line), line);
            }
        }
        RetrainingPolicy.Builder all = reader.builder;
        if (all == null) {
            throw new PolicyFormatException(1, 1, "expected \"policy NAME\", but the text holds no statement");
        }
        return all.build();
    }

    private void statement(PolicyWords words, String line) {
        RetrainingPolicy.Builder policy = builder;
        if (policy == null) {
            words.require("policy");
            builder = RetrainingPolicy.named(readName(words, line));
            return;
        }
        int place = words.place();
        try {
            statement(words, policy);
        } catch (PolicyException e) {
            words.returnTo(place);
            PolicyFormatException fault = words.wrong(String.valueOf(e.getMessage()));
            fault.initCause(e);
            throw fault;
        }
    }

    private static String readName(PolicyWords words, String line) {
        if (words.peek().startsWith("\"")) {
            String name = words.name();
            words.requireEnd();
            return name;
        }
        String name = line.strip().substring("policy".length()).strip();
        if (name.isEmpty()) {
            throw words.wrong("expected the name of the policy here, but the line ends");
        }
        return name;
    }

    private void statement(PolicyWords words, RetrainingPolicy.Builder policy) {
        if (words.take("when")) {
            once("when", words);
            policy.when(ConditionText.read(words));
        } else if (words.take("or")) {
            policy.or(ConditionText.read(words));
        } else if (words.take("unless")) {
            policy.unless(ConditionText.read(words));
        } else if (words.take("pause")) {
            once("pause", words);
            policy.cooldown(words.duration());
        } else if (words.take("at", "most")) {
            once("at most", words);
            int trainings = count(words);
            words.require("in");
            policy.atMost(trainings, words.duration());
        } else if (words.take("one", "every")) {
            once("one every", words);
            Duration period = words.duration();
            policy.oneEvery(period, saved(words));
        } else if (words.peek().equals("policy")) {
            throw words.wrong("\"policy\" stands twice: a text holds one policy");
        } else {
            throw words.wrong("no statement " + PolicyWords.hint(words.peek(), STATEMENTS));
        }
        words.requireEnd();
    }

    private static int saved(PolicyWords words) {
        if (!words.take("with")) {
            return 1;
        }
        words.require("up", "to");
        int saved = count(words);
        words.require("saved");
        return saved;
    }

    private static int count(PolicyWords words) {
        int place = words.place();
        long count = words.whole();
        if (count != (int) count) {
            words.returnTo(place);
            throw words.wrong("expected fewer than 2,147,483,648 here, found \"" + count + "\"");
        }
        return (int) count;
    }

    private void once(String statement, PolicyWords words) {
        if (!once.add(statement)) {
            words.returnTo(0);
            throw words.wrong("\"" + statement + "\" stands twice"
                    + (statement.equals("when") ? ": begin further reasons with \"or\"" : ""));
        }
    }
}

package io.leeway.onnx.flat;

import io.leeway.onnx.flat.FlatProgram.Guard;
import io.leeway.onnx.flat.Scalar.Constant;
import io.leeway.onnx.flat.Scalar.Lookup;
import io.leeway.onnx.flat.Scalar.Number;
import io.leeway.onnx.flat.Scalar.Register;
import io.leeway.onnx.flat.Scalar.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link FlatProgram} consists of: registers, what is read into them, and stages. */
final class ProgramBuilder {

    /**
     * How much a graph may make of the numbers that it lists, which are bounded by its own size: more than any model that flat
     * arrays are meant for, and too little to exhaust memory.
     */
    private static final long MOST_WORK = 1 << 21;

    private static final int MOST_REGISTERS = 1 << 20;
    private static final int MOST_STEPS = 64;

    private final List<Double> template = new ArrayList<>();
    private final Map<Double, Integer> constants = new HashMap<>();
    private final Map<Number, Integer> numbers = new LinkedHashMap<>();
    private final Map<Lookup, Integer> lookups = new IdentityHashMap<>();
    private final Map<Source, Keys> sources = new LinkedHashMap<>();
    private final List<Guard> guards = new ArrayList<>();
    private final List<StageDraft> stages = new ArrayList<>();
    private final Map<Integer, Set<String>> categories = new HashMap<>();
    private StepStage.@Nullable Draft draft;
    private long work;

    /** A stage that is made when everything else is known. */
    @FunctionalInterface
    interface StageDraft {
        Stage stage() throws NotCompilableException;
    }

    /** The keys of a source and the columns that they set. */
    private static final class Keys {
        private final int register;
        private final Map<Object, Integer> codes = new HashMap<>();
        private final List<List<Entry>> entries = new ArrayList<>(List.of(List.of()));

        private record Entry(int register, double value, double otherwise) {}

        Keys(int register) {
            this.register = register;
        }

        int code(Object key) {
            return codes.computeIfAbsent(key, any -> {
                entries.add(new ArrayList<>());
                return entries.size() - 1;
            });
        }

        Coder.Columns columns() {
            int[] starts = new int[entries.size() + 1];
            for (int i = 0; i < entries.size(); i++) {
                starts[i + 1] = starts[i] + entries.get(i).size();
            }
            List<Entry> all = entries.stream().flatMap(List::stream).toList();
            return new Coder.Columns(
                    starts,
                    all.stream().mapToInt(Entry::register).toArray(),
                    all.stream().mapToDouble(Entry::value).toArray(),
                    all.stream().mapToDouble(Entry::otherwise).toArray());
        }
    }

    /** Counts work, so that a graph that multiplies it is refused in time. */
    void spend(long amount) throws NotCompilableException {
        work += amount;
        if (amount < 0 || work > MOST_WORK) {
            throw new NotCompilableException("it is too large");
        }
    }

    int allocate(int count) throws NotCompilableException {
        if (count > MOST_REGISTERS - template.size()) {
            throw new NotCompilableException("it has more than " + MOST_REGISTERS + " numbers per row");
        }
        spend(count);
        int first = template.size();
        for (int i = 0; i < count; i++) {
            template.add(0.0);
        }
        return first;
    }

    private int constant(double value) throws NotCompilableException {
        Integer known = constants.get(value);
        if (known != null) {
            return known;
        }
        int register = allocate(1);
        template.set(register, value);
        constants.put(value, register);
        return register;
    }

    /** Returns the register that holds the scalar when stages run. */
    int register(Scalar scalar) throws NotCompilableException {
        if (scalar instanceof Constant constant) {
            return constant(constant.value());
        }
        if (scalar instanceof Register register) {
            return register.index();
        }
        if (scalar instanceof Number number) {
            Integer known = numbers.get(number);
            if (known != null) {
                return known;
            }
            int register = allocate(1);
            numbers.put(number, register);
            return register;
        }
        if (scalar instanceof Lookup lookup) {
            Integer known = lookups.get(lookup);
            return known != null ? known : column(lookup);
        }
        throw new NotCompilableException("it uses a text as a number");
    }

    int[] registers(List<Scalar> scalars) throws NotCompilableException {
        int[] registers = new int[scalars.size()];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = register(scalars.get(i));
        }
        return registers;
    }

    private int column(Lookup lookup) throws NotCompilableException {
        int register = allocate(1);
        spend(lookup.values().size());
        template.set(register, lookup.otherwise());
        Keys keys = keys(lookup.source());
        lookup.values().forEach((key, value) -> {
            int code = keys.code(key);
            if (Double.compare(value, lookup.otherwise()) != 0) {
                keys.entries.get(code).add(new Keys.Entry(register, value, lookup.otherwise()));
            }
        });
        lookups.put(lookup, register);
        return register;
    }

    private Keys keys(Source source) throws NotCompilableException {
        Keys known = sources.get(source);
        if (known != null) {
            return known;
        }
        Keys keys = new Keys(allocate(1));
        sources.put(source, keys);
        return keys;
    }

    /** Returns the register that holds the code of the source's key when stages run. */
    int codeRegister(Source source) throws NotCompilableException {
        return keys(source).register;
    }

    /** Makes sure that the keys have codes and returns those. */
    Map<Object, Integer> codes(Source source, Set<Object> used) throws NotCompilableException {
        spend(used.size());
        Keys keys = keys(source);
        used.forEach(keys::code);
        return keys.codes;
    }

    /** Refuses rows whose key is none of those. */
    void guard(Lookup isKnown, String input) throws NotCompilableException {
        guards.add(new Guard(register(isKnown), input));
    }

    /** Remembers what categories the graph knows of a text. */
    void known(int cell, List<String> texts) throws NotCompilableException {
        spend(texts.size());
        categories.computeIfAbsent(cell, any -> new HashSet<>()).addAll(texts);
    }

    Map<Integer, Set<String>> categories() {
        return categories;
    }

    void add(Stage stage) {
        addLate(() -> stage);
    }

    /** Adds a stage that is made when all keys have their codes. */
    void addLate(StageDraft stage) {
        draft = null;
        stages.add(stage);
    }

    /** Takes a step from a scalar. */
    Scalar step(Step step, Scalar scalar) throws NotCompilableException {
        spend(1);
        if (scalar instanceof Constant constant) {
            return new Constant(step.apply(constant.value()));
        }
        if (scalar instanceof Number number) {
            if (number.steps().size() >= MOST_STEPS) {
                throw new NotCompilableException("it takes too many steps from one number");
            }
            spend(number.steps().size());
            List<Step> steps = new ArrayList<>(number.steps());
            steps.add(step);
            return new Number(number.cell(), List.copyOf(steps));
        }
        if (scalar instanceof Lookup lookup) {
            spend(lookup.values().size());
            Map<Object, Double> values = new HashMap<>();
            lookup.values().forEach((key, value) -> values.put(key, step.apply(value)));
            return new Lookup(lookup.source(), values, step.apply(lookup.otherwise()));
        }
        return step(step, register(scalar), scalar instanceof Register register && register.exact() && step.exact());
    }

    private Register step(Step step, int from, boolean exact) throws NotCompilableException {
        StepStage.Draft open = draft;
        if (open == null) {
            StepStage.Draft opened = new StepStage.Draft();
            addLate(opened::stage);
            open = opened;
            draft = open;
        }
        int to = allocate(1);
        open.add(step, from, to);
        return new Register(to, exact);
    }

    List<Scalar> steps(Step step, List<Scalar> scalars) throws NotCompilableException {
        List<Scalar> stepped = new ArrayList<>();
        for (Scalar scalar : scalars) {
            stepped.add(step(step, scalar));
        }
        return stepped;
    }

    /** Returns scalars for adjacent registers. */
    static List<Scalar> range(int first, int count, boolean exact) {
        List<Scalar> scalars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            scalars.add(new Register(first + i, exact));
        }
        return scalars;
    }

    <R> FlatProgram<R> build(List<Cell<R>> cells, List<Scalar> outputs) throws NotCompilableException {
        int[] places = registers(outputs);
        List<NumberReader<R>> readers = new ArrayList<>();
        for (Number number : numbers.keySet()) {
            readers.add(reader(cells.get(number.cell()), number.steps()));
        }
        List<Coder<R>> coders = new ArrayList<>();
        for (Map.Entry<Source, Keys> each : sources.entrySet()) {
            coders.add(coder(cells.get(each.getKey().cell()), each.getKey(), each.getValue()));
        }
        List<Stage> made = new ArrayList<>();
        for (StageDraft each : stages) {
            made.add(each.stage());
        }
        return new FlatProgram<>(
                template.stream().mapToDouble(Double::doubleValue).toArray(),
                readers,
                numbers.values().stream().mapToInt(Integer::intValue).toArray(),
                coders,
                guards,
                made,
                places);
    }

    private static <R> NumberReader<R> reader(Cell<R> cell, List<Step> steps) throws NotCompilableException {
        if (cell instanceof Cell.OfNumber<R> number) {
            return new NumberReader<>(number, steps);
        }
        throw new NotCompilableException("it uses a text as a number");
    }

    private static <R> Coder<R> coder(Cell<R> cell, Source source, Keys keys) throws NotCompilableException {
        Codes codes = new Codes(keys.codes);
        if (cell instanceof Cell.OfText<R> text && source.text()) {
            return new Coder<>(text, null, codes, keys.register, keys.columns());
        }
        return new Coder<>(null, reader(cell, source.steps()), codes, keys.register, keys.columns());
    }
}

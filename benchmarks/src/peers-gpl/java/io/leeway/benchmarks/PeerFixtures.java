package io.leeway.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import moa.classifiers.core.driftdetection.AbstractChangeDetector;
import moa.classifiers.core.driftdetection.CusumDM;
import moa.classifiers.core.driftdetection.EWMAChartDM;
import moa.classifiers.core.driftdetection.EnsembleDriftDetectionMethods;
import moa.classifiers.core.driftdetection.RDDM;
import moa.classifiers.core.driftdetection.STEPD;
import moa.classifiers.core.driftdetection.SeqDrift2ChangeDetector;

/**
 * Writes where MOA's detectors see changes, for those that River has not, on the streams of errors that {@code change_fixtures.py}
 * described in {@code ddm.csv}. The argument is the folder that holds it.
 *
 * <pre>
 * java --add-opens java.base/java.lang=ALL-UNNAMED -cp ... io.leeway.benchmarks.PeerFixtures monitoring/src/test/resources/io/leeway/monitoring/change
 * </pre>
 */
public final class PeerFixtures {
    private static final long SEED = 1;

    private PeerFixtures() {}

    private interface Maker {
        AbstractChangeDetector make();
    }

    /** Writes cusum.csv, ecdd.csv, rddm.csv, stepd.csv, seq-drift2.csv and vote.csv. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Path folder = Path.of(arguments[0]);
        Set<String> streams = new LinkedHashSet<>();
        Files.readAllLines(folder.resolve("ddm.csv")).stream()
                .skip(1)
                .map(line -> line.split(";", -1))
                .forEach(fields -> streams.add(String.join(";", List.of(fields).subList(0, 5))));
        write(folder, "cusum", streams, List.of("defaults", "lambda=12.0,delta=0.02"), List.of(CusumDM::new, () -> {
            CusumDM detector = new CusumDM();
            detector.lambdaOption.setValue(12);
            detector.deltaOption.setValue(0.02);
            return detector;
        }));
        write(folder, "ecdd", streams, List.of("defaults"), List.of(EWMAChartDM::new));
        String memory = "maxSizeConcept=3000,minSizeStableConcept=400,warnLimit=250";
        write(folder, "rddm", streams, List.of("defaults", memory), List.of(RDDM::new, () -> {
            RDDM detector = new RDDM();
            detector.maxSizeConceptOption.setValue(3_000);
            detector.minSizeStableConceptOption.setValue(400);
            detector.warnLimitOption.setValue(250);
            return detector;
        }));
        String wider = "windowSize=100,alphaDrift=0.0001,alphaWarning=0.01";
        write(folder, "stepd", streams, List.of("defaults", wider), List.of(STEPD::new, () -> {
            STEPD detector = new STEPD();
            detector.windowSizeOption.setValue(100);
            detector.alphaDriftOption.setValue(0.0001);
            detector.alphaWarningOption.setValue(0.01);
            return detector;
        }));
        String blocks = "blockSeqDrift2Option=150,deltaSeq2Drift=0.1,seed=1";
        write(folder, "seq-drift2", streams, List.of("defaults", blocks), List.of(SeqDrift2ChangeDetector::new, () -> {
            SeqDrift2ChangeDetector detector = new SeqDrift2ChangeDetector();
            detector.blockSeqDrift2Option.setValue(150);
            detector.deltaSeqDrift2Option.setValue(0.1);
            return detector;
        }));
        write(folder, "vote", streams, List.of("needed=2", "needed=3"), List.of(() -> vote(2), () -> vote(0)));
    }

    private static AbstractChangeDetector vote(int prediction) {
        EnsembleDriftDetectionMethods detector = new EnsembleDriftDetectionMethods();
        detector.changeDetectorsOption.setValueViaCLIString("EWMAChartDM,RDDM,CusumDM -l 20");
        detector.predictionOption.setChosenIndex(prediction);
        detector.prepareForUse();
        return detector;
    }

    private static void write(Path folder, String name, Set<String> streams, List<String> options, List<Maker> makers)
            throws IOException, ReflectiveOperationException {
        try (PrintWriter out =
                new PrintWriter(Files.newBufferedWriter(folder.resolve(name + ".csv"), StandardCharsets.US_ASCII))) {
            out.print("name;seed;segments;values;sum;options;changes"
                    + (name.equals("vote") ? "\n" : ";warnings;sum of warnings\n"));
            for (String stream : streams) {
                for (int i = 0; i < makers.size(); i++) {
                    out.print(stream + ";" + options.get(i) + ";"
                            + found(makers.get(i).make(), values(stream.split(";")), name.equals("vote")) + "\n");
                }
            }
        }
    }

    private static String found(AbstractChangeDetector detector, double[] values, boolean first)
            throws ReflectiveOperationException {
        seed();
        StringJoiner changes = new StringJoiner(" ");
        long warnings = 0;
        long places = 0;
        for (int i = 0; i < values.length; i++) {
            detector.input(values[i]);
            if (detector.getChange()) {
                changes.add(String.valueOf(i));
                if (first) {
                    break;
                }
            } else if (detector.getWarningZone()) {
                warnings++;
                places += i;
            }
        }
        return first ? changes.toString() : changes + ";" + warnings + ";" + places;
    }

    /** SeqDrift2 draws by Math.random(). */
    private static void seed() throws ReflectiveOperationException {
        Math.random();
        Field holder = Class.forName("java.lang.Math$RandomNumberGeneratorHolder").getDeclaredField("randomNumberGenerator");
        holder.setAccessible(true);
        ((Random) holder.get(null)).setSeed(SEED);
    }

    private static double[] values(String[] fields) {
        SplittableRandom random = new SplittableRandom(Long.parseLong(fields[1]));
        double[] values = new double[Integer.parseInt(fields[3])];
        int at = 0;
        for (String segment : fields[2].split(",")) {
            String[] part = segment.split(":");
            for (int i = 0; i < Integer.parseInt(part[1]); i++) {
                double rate = Double.parseDouble(part[2]) + Double.parseDouble(part[4]) * i;
                values[at++] = random.nextDouble() < rate ? 1 : 0;
            }
        }
        return values;
    }
}

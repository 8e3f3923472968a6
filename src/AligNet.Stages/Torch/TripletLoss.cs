using AligNet.Domain;
using TorchSharp;

namespace AligNet.Torch;

/// <summary>Losses between odd-one-out distributions, from log-softmax throughout, so that a probability that underflows gives a
/// finite loss and gradient.</summary>
/// <remarks>Source: METHOD section 7. Distributions are softmax(similarities / temperature) in pair order ij, ik, jk.</remarks>
internal static class TripletLoss
{
    /// <summary>The loss of each triplet, in nats.</summary>
    /// <param name="kind">Which loss.</param>
    /// <param name="student">[triplets, 3], the student's similarities; gradients flow through it.</param>
    /// <param name="teacher">[triplets, 3], the teacher's similarities.</param>
    /// <param name="studentTemperature">Divides the student's similarities.</param>
    /// <param name="teacherTemperature">Divides the teacher's similarities.</param>
    public static torch.Tensor Each(
        TripletLossKind kind, torch.Tensor student, torch.Tensor teacher, double studentTemperature, double teacherTemperature)
    {
        torch.Tensor logQ = student.DividedBy(studentTemperature).log_softmax(1);
        if (kind == TripletLossKind.Contrastive)
        {
            return -logQ.select(1, 0);
        }

        torch.Tensor logP = teacher.DividedBy(teacherTemperature).log_softmax(1);
        if (kind == TripletLossKind.KullbackLeibler)
        {
            return (logP.exp() * (logP - logQ)).sum(1);
        }

        torch.Tensor logMean = torch.logaddexp(logP, logQ).Minus(Math.Log(2));
        return (logP.exp() * (logP - logMean)).Plus(logQ.exp() * (logQ - logMean)).sum(1).Times(0.5);
    }

    /// <summary>Similarities of the pairs ij, ik, jk.</summary>
    /// <param name="outputs">[images, width].</param>
    /// <param name="members">[3, triplets], indices of i, j and k among the images.</param>
    /// <param name="unitNorm">Whether rows are scaled to unit Euclidean norm first, without an epsilon.</param>
    /// <returns>[triplets, 3].</returns>
    public static torch.Tensor Similarities(torch.Tensor outputs, torch.Tensor members, bool unitNorm)
    {
        torch.Tensor rows = unitNorm ? outputs / (outputs * outputs).sum(1, keepdim: true).sqrt() : outputs;
        torch.Tensor i = rows.index_select(0, members.select(0, 0));
        torch.Tensor j = rows.index_select(0, members.select(0, 1));
        torch.Tensor k = rows.index_select(0, members.select(0, 2));
        return torch.stack([(i * j).sum(1), (i * k).sum(1), (j * k).sum(1)], 1);
    }

    /// <summary>1 where ij is strictly the most similar pair, else 0: ties and NaN count as wrong.</summary>
    public static torch.Tensor Correct(torch.Tensor similarities)
    {
        torch.Tensor chosen = similarities.select(1, 0);
        return (chosen > similarities.select(1, 1)).logical_and(chosen > similarities.select(1, 2));
    }
}
